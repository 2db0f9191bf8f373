package dev.weft.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocatedBytesTest {
    private static volatile Object escaped;

    private long rounds;

    private static void allocate(long objects) {
        for (long i = 0; i < objects; i++) {
            escaped = new long[1];
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 200_000})
    void perCall_thatAllocates_isWhatItAllocates(long times) {
        assertThat(AllocatedBytes.perCall(AllocatedBytesTest::allocate, times)).isEqualTo(24);
        assertThat(escaped).isNotNull();
    }

    @Test
    void perCall_thatAllocatesOnce_isNothing() {
        LongConsumer once = times -> {
            rounds++;
            if (rounds == 1 || rounds == 7) { // in a round of more calls, and in one of fewer
                allocate(10);
            }
        };
        assertThat(AllocatedBytes.perCall(once, 50)).isZero();
        assertThat(rounds).isGreaterThan(7);
    }
}
