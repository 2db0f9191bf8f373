package dev.weft;

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
        int first = numbers.next();
        for (int i = 1; i < MANY; i++) {
            assertThat(numbers.next()).isEqualTo(first + i);
        }
    }

    @Test
    void next_ofTwoLoopsWithFewTasks_countsTogether() {
        int first = numbers.next();
        for (int i = 1; i < 8; i += 2) {
            assertThat(others.next()).isEqualTo(first + i);
            assertThat(numbers.next()).isEqualTo(first + i + 1);
        }
    }

    @Test
    void next_ofTwoLoopsWithManyTasks_isNeverTheSame() {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            assertThat(given.add(numbers.next())).isTrue();
            assertThat(given.add(others.next())).isTrue();
        }
    }

    @Test
    void giveBack_ofTheNewestBlock_letsTheNextLoopCountOn() {
        int last = useMany();
        numbers.giveBack();
        assertThat(others.next()).isEqualTo(last + 1);
        assertThat(numbers.next()).isEqualTo(last + 2);
    }

    @Test
    void giveBack_ofAnOlderBlock_keepsItsNumbersFromBeingGivenTwice() {
        int last = useMany();
        int other = others.next();
        numbers.giveBack();
        assertThat(other).isGreaterThan(last);
        assertThat(new TaskNumbers().next()).isEqualTo(other + 1);
    }

    private int useMany() {
        int last = 0;
        for (int i = 0; i < MANY; i++) {
            last = numbers.next();
        }
        return last;
    }
}
