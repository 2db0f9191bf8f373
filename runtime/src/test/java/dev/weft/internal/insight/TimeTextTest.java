package dev.weft.internal.insight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeTextTest {

    private static String of(Duration time) {
        return TimeText.of(time.toNanos());
    }

    @Test
    void time_belowAMinute_isInMilliseconds() {
        assertThat(of(Duration.ZERO)).isEqualTo("0 ms");
        assertThat(of(Duration.ofNanos(1_999_999))).isEqualTo("1 ms");
        assertThat(of(Duration.ofMillis(59_999))).isEqualTo("59999 ms");
    }

    @Test
    void time_ofAMinuteAndMore_isInItsTwoLargestUnits() {
        assertThat(of(Duration.ofSeconds(60))).isEqualTo("1 min 0 s");
        assertThat(of(Duration.ofMillis(200_999))).isEqualTo("3 min 20 s");
        assertThat(of(Duration.ofHours(1))).isEqualTo("1 h 0 min");
        assertThat(of(Duration.ofHours(24).minusNanos(1))).isEqualTo("23 h 59 min");
        assertThat(of(Duration.ofHours(53))).isEqualTo("2 d 5 h");
        assertThat(TimeText.of(Long.MAX_VALUE)).isEqualTo("106,751 d 23 h");
    }

    @Test
    void range_ofTwoTimes_namesAUnitOnceWhereBothHaveIt() {
        assertThat(TimeText.range(1_000_000, 1_000_000)).isEqualTo("1 ms");
        assertThat(TimeText.range(1_000_000_000L, 3_000_000_000L)).isEqualTo("1000 to 3000 ms");
        assertThat(TimeText.range(1_000_000_000L, 3_600_000_000_000L)).isEqualTo("1000 ms to 1 h 0 min");
    }
}
