package dev.weft.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.EventLoop;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bytes that a socket has not taken yet. */
class SendQueueTest {
    private final EventLoop loop = EventLoop.create();
    private final LoopNetwork network = LoopNetwork.of(loop);
    private final SendQueue queue = new SendQueue(network);

    @AfterEach
    void close() {
        loop.close();
    }

    private static ByteBuffer bytes(int from, int count) {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        for (int i = 0; i < count; i++) {
            buffer.put((byte) (from + i));
        }
        return buffer.flip();
    }

    private byte[] next(int most) {
        ByteBuffer into = ByteBuffer.allocate(most);
        queue.peek(into);
        byte[] taken = new byte[into.flip().remaining()];
        into.get(taken);
        queue.take(taken.length);
        return taken;
    }

    @Test
    void copiesAndBorrowedBuffers_comeOutInOrder() {
        queue.copy(bytes(0, 3));
        queue.borrow(bytes(3, 3));
        queue.copy(bytes(6, 2));
        assertThat(queue.given() - queue.taken()).isEqualTo(8);
        assertThat(next(4)).containsExactly(0, 1, 2, 3);
        assertThat(next(10)).containsExactly(4, 5, 6, 7);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(network.arrays().out()).isZero();
    }

    @Test
    void borrowedBuffer_thatIsGivenBack_isCopiedInItsPlace() {
        ByteBuffer lent = bytes(3, 4);
        queue.copy(bytes(0, 3));
        queue.borrow(lent);
        queue.copy(bytes(7, 1));
        assertThat(next(4)).containsExactly(0, 1, 2, 3);
        queue.giveBack(lent);
        assertThat(lent.hasRemaining()).isFalse();
        lent.clear().put(new byte[4]);
        assertThat(next(10)).containsExactly(4, 5, 6, 7);
    }

    @Test
    void clear_dropsAllAndHoldsNothing() {
        queue.copy(ByteBuffer.allocate(200_000));
        assertThat(network.arrays().out()).isPositive();
        queue.clear();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(network.arrays().out()).isZero();
    }
}
