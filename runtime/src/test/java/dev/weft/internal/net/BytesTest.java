package dev.weft.internal.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What has arrived and was not read, and the arrays that hold it. */
class BytesTest {
    private final ArrayPool pool = new ArrayPool();
    private final Bytes bytes = new Bytes(pool);

    private void add(String text) {
        bytes.add(ByteBuffer.wrap(text.getBytes(US_ASCII)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    @Test
    void array_isHeldOnlyWhileThereAreBytes() {
        add("abc");
        assertThat(pool.out()).isEqualTo(1);
        assertThat(bytes.take(2)).isEqualTo(ascii("ab"));
        assertThat(pool.out()).isEqualTo(1);
        bytes.clear();
        assertThat(pool.out()).isZero();
        add("d");
        assertThat(bytes.take(10)).isEqualTo(ascii("d"));
        assertThat(pool.out()).isZero();
    }

    @Test
    void find_beginsAtAPlace_andSeesOnlyWhatIsThere() {
        add("xaab;aab");
        bytes.drop(1);
        assertThat(bytes.find(ascii("aab"), 0)).isZero();
        assertThat(bytes.find(ascii("aab"), 1)).isEqualTo(4);
        assertThat(bytes.find(ascii(";"), 0)).isEqualTo(3);
        assertThat(bytes.find(ascii("abc"), 0)).isEqualTo(-1);
        assertThat(bytes.has(ascii(";"), 3)).isTrue();
        assertThat(bytes.has(ascii("b"), 7)).isFalse();
    }

    @Test
    void bytes_thatLeaveThePool_stayReadable() {
        add("abc");
        bytes.drop(1);
        bytes.leavePool();
        assertThat(pool.out()).isZero();
        assertThat(bytes.take(10)).isEqualTo(ascii("bc"));
        assertThat(pool.out()).isZero();
    }

    @Test
    void bytes_addedAndTakenAtRandom_comeOutInOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte next = 0;
        byte expected = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] more = new byte[random.nextInt(300)];
            for (int j = 0; j < more.length; j++) {
                more[j] = next++;
            }
            bytes.add(ByteBuffer.wrap(more));
            ByteBuffer into = ByteBuffer.allocate(random.nextInt(320));
            bytes.take(into);
            into.flip();
            while (into.hasRemaining()) {
                assertThat(into.get()).as("seed %s", seed).isEqualTo(expected++);
            }
        }
        bytes.clear();
        assertThat(pool.out()).isZero();
    }
}
