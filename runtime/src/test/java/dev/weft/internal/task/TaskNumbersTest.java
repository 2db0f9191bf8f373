package dev.weft.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskNumbersTest {
    private static final int MANY = 10_000;

    private final TaskNumbers numbers = new TaskNumbers();
    private final TaskNumbers others = new TaskNumbers();

    @Test
    void next_ofOneLoop_countsOn() {
        int first = next(numbers);
        for (int i = 1; i < MANY; i++) {
            assertThat(next(numbers)).isEqualTo(first + i);
        }
    }

    @Test
    void next_ofTwoLoopsWithFewTasks_countsTogether() {
        int first = next(numbers);
        for (int i = 1; i < 8; i += 2) {
            assertThat(next(others)).isEqualTo(first + i);
            assertThat(next(numbers)).isEqualTo(first + i + 1);
        }
    }

    @Test
    void next_ofTwoLoopsWithManyTasks_isNeverTheSame() {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            assertThat(given.add(next(numbers))).isTrue();
            assertThat(given.add(next(others))).isTrue();
        }
    }

    @Test
    void next_ofALoopThatCountsAlone_beginsWithOne() {
        int elsewhere = next(others);
        numbers.countAlone();
        assertThat(next(numbers)).isEqualTo(1);
        assertThat(next(numbers)).isEqualTo(2);
        assertThat(next(others)).isEqualTo(elsewhere + 1);
    }

    @Test
    void take_ofMoreThanAreProvided_givesThoseThatAre() {
        int last = useMany();
        numbers.provide();
        int taken = numbers.take(MANY);
        assertThat(taken).isPositive().isLessThan(MANY);
        assertThat(numbers.last()).isEqualTo(last + taken);
        assertThat(numbers.take(MANY)).isZero();
    }

    @Test
    void untake_ofSomeNumbers_givesThemOutAgain() {
        int last = useMany();
        numbers.provide();
        int taken = numbers.take(MANY);
        numbers.untake(taken - 1);
        assertThat(next(numbers)).isEqualTo(last + 2);
    }

    @Test
    void giveBack_ofTheNewestRun_letsTheNextLoopCountOn() {
        int last = useMany();
        numbers.giveBack();
        assertThat(next(others)).isEqualTo(last + 1);
        assertThat(next(numbers)).isEqualTo(last + 2);
    }

    @Test
    void giveBack_ofAnOlderRun_keepsItsNumbersFromBeingGivenTwice() {
        int last = useMany();
        int other = next(others);
        numbers.giveBack();
        assertThat(other).isGreaterThan(last);
        assertThat(next(new TaskNumbers())).isEqualTo(other + 1);
    }

    private static int next(TaskNumbers numbers) {
        numbers.provide();
        assertThat(numbers.take(1)).isOne();
        return numbers.last();
    }

    private int useMany() {
        int last = 0;
        for (int i = 0; i < MANY; i++) {
            last = next(numbers);
        }
        return last;
    }
}
