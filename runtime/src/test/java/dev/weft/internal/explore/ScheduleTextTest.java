package dev.weft.internal.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weft1:9f3k:",
                "weft1:9f3k:2z1",
                "weft1:9f3k:1.2.12.1z3",
                "weft1:0-j5:3z",
                "weft1:0-j0.001-ca:1",
                "weft1:0-cm:2.1z2",
                "weft1:0-cm-f:2"
            })
    void parse_ofWhatAFailurePrints_givesTheSameText(String text) {
        assertThat(ScheduleText.parse(text)).hasToString(text);
    }

    @Test
    void parse_ofChoicesOneByOne_countsTheZeros() {
        var schedule = ScheduleText.parse(" weft1:3f2a:0.0.2.1.0\n");

        assertThat(schedule.choices()).containsExactly(0, 0, 2, 1, 0);
        assertThat(schedule).hasToString("weft1:3f2a:2z2.1.1z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "weft1",
                "weft2:a:1",
                "weft1::1",
                "weft1:a:z",
                "weft1:a:1.",
                "weft1:a:-1",
                "weft1:a:1..2",
                "weft1:a:1:2",
                "weft1:a-x:1",
                "weft1:A:1",
                "weft1:a:9999999"
            })
    void parse_ofOtherText_throwsAndShowsASchedule(String text) {
        assertThatThrownBy(() -> ScheduleText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no schedule")
                .hasMessageContaining("weft1:9f3k:2z1");
    }

    @Test
    void toString_ofChoicesAtRandom_isParsedToTheSame() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            int[] choices = random.ints(random.nextInt(20), 0, 3).toArray();
            var conditions = new Conditions(
                    random.nextInt(100) * 12_345L,
                    List.of(Cancels.values()).get(random.nextInt(3)),
                    random.nextBoolean(),
                    random.nextBoolean());
            var schedule = new ScheduleText("ab1", conditions, choices);

            assertThat(ScheduleText.parse(schedule.toString()))
                    .as("seed %d", seed)
                    .isEqualTo(schedule)
                    .extracting(ScheduleText::choices)
                    .isEqualTo(choices);
        }
    }
}
