package dev.weft.agent.transform.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.transform.probe.OrderPrograms.Outcomes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Orders that an explorer leaves out: what is found without them is what is found with them. */
class PruningTest {
    private static final long SEED = 1;
    private static final int PROGRAMS = 300;
    private static final int MOST_ORDERS = 120; // of a program: the next bound would take too long

    private static final int YIELD = 0;
    private static final int WRITE = 1; // of one field, the same for all tasks
    private static final int HIDDEN = 9;
    private static final int VIRTUAL = 11;
    private static final int UNSTEADY = 34;
    private static final int NATIVE = 35;

    private static OrderPrograms programs;

    @BeforeAll
    static void compile() throws ReflectiveOperationException {
        programs = new OrderPrograms();
    }

    @Test
    void outcomes_ofRandomPrograms_areTheSame() {
        long pruned = 0;
        for (long seed = SEED; seed < SEED + PROGRAMS; seed++) {
            int[][] program = OrderPrograms.random(seed);
            int orders = 0;
            for (int delays = 0; delays <= 3 && orders < MOST_ORDERS; delays++) {
                String where = "seed " + seed + ", " + delays + " delays: " + OrderPrograms.text(program);
                Outcomes all = programs.explore(program, delays, false, true);
                Outcomes some = programs.explore(program, delays, true, true);
                assertThat(some.ends()).as(where).isEqualTo(all.ends());
                assertThat(some.runs() + some.pruned()).as(where).isEqualTo(all.runs());
                assertThat(some.complete()).as(where).isTrue();
                assertThat(programs.explore(program, delays, true, false).first())
                        .as(where)
                        .isEqualTo(
                                programs.explore(program, delays, false, false).first());
                orders = all.runs();
                pruned += some.pruned();
            }
        }
        assertThat(pruned).isGreaterThan(1000);
    }

    @Test
    void outcomes_ofTwoPairsOfOperations_areTheSame() {
        for (int kind = 0; kind < programs.pairCount; kind++) {
            for (int delays = 0; delays <= 3; delays++) {
                String where = "kind " + kind + ", " + delays + " delays";
                Outcomes all = programs.explorePairs(kind, delays, false);
                Outcomes some = programs.explorePairs(kind, delays, true);
                assertThat(some.ends()).as(where).isEqualTo(all.ends());
                assertThat(some.runs() + some.pruned()).as(where).isEqualTo(all.runs());
            }
            assertThat(programs.explorePairs(kind, 3, false).ends())
                    .as("kind " + kind)
                    .hasSizeGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void orders_ofIndependentTasks_areLeftOut() {
        int[][] program = {{}, new int[6], new int[6], new int[6]};
        Outcomes found = programs.explore(program, 2, true, true);

        assertThat(programs.explore(program, 2, false, true).runs()).isEqualTo(256);
        assertThat(found.runs() + found.pruned()).isEqualTo(256);
        assertThat(found.runs()).isEqualTo(7);
        assertThat(found.ends()).hasSize(1);
    }

    @Test
    void orders_ofTasksThatShareStateBehindACall_areAllRun() {
        Outcomes found = programs.explore(between(HIDDEN, 0), 2, true, true);

        assertThat(found.pruned()).isZero();
        assertThat(found.ends()).hasSizeGreaterThan(1);
    }

    @Test
    void orders_ofTasksThatCallAnUnprobedSubclass_areAllRun() {
        Outcomes found = programs.explore(between(VIRTUAL, 2), 2, true, true);

        assertThat(found.pruned()).isZero();
        assertThat(found.ends()).hasSizeGreaterThan(1);
        int[][] apart = {{}, repeated(VIRTUAL, 0, 2), repeated(VIRTUAL, 1, 2)};
        assertThat(programs.explore(apart, 2, true, true).pruned()).isPositive();
    }

    @Test
    void orders_ofTasksThatCallANativeOverride_areAllRun() {
        assertThat(programs.explore(between(NATIVE, 0), 2, true, true).pruned()).isZero();
        assertThat(programs.explore(between(NATIVE, 1), 2, true, true).pruned()).isPositive();
    }

    @Test
    void program_thatDependsOnTheRunBefore_isReportedAsEver() {
        int[][] program = {{}, {UNSTEADY, 0, WRITE, 0, YIELD, 0}, {WRITE, 0, YIELD, 0, WRITE, 0}};

        assertThat(programs.explore(program, 2, true, true).ends())
                .anyMatch(end -> end.startsWith("NOT_DETERMINISTIC"));
    }

    /** Two tasks that do the same in each step. */
    private static int[][] between(int operation, int argument) {
        return new int[][] {{}, repeated(operation, argument, 2), repeated(operation, argument, 2)};
    }

    /** An operation before each of some yields, and behind the last. */
    private static int[] repeated(int operation, int argument, int yields) {
        int[] code = new int[4 * yields + 2];
        for (int i = 0; i < code.length; i += 2) {
            code[i] = i % 4 == 0 ? operation : YIELD;
            code[i + 1] = argument;
        }
        return code;
    }
}
