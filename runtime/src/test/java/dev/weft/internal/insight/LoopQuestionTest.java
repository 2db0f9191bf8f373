package dev.weft.internal.insight;

import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.EventLoop;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.insight.Snapshot;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The budget of a loop that is asked for its tasks. */
class LoopQuestionTest {

    private static final int TASKS = 1_000;
    private static final int MANY = 20_000;
    private static final int TURNS_FOR_MANY = 5;
    private static final int LOOKS_PER_TURN = 3; // at a clock that moves by 0.3 ms each, within 1 ms
    private static final int TASKS_PER_LOOK = 8;

    private long now;

    private long slowClock() {
        now += TimeUnit.MICROSECONDS.toNanos(300);
        return now;
    }

    @Test
    void loop_whoseTaskAwaitsMany_looksAtThoseInSeveralTurns() {
        try (TestLoop test = new TestLoop()) {
            EventLoop loop = test.loop();
            List<Task<?>> awaited = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                awaited.add(loop.createTask(Steps.of("sleeper", x -> sleep(Duration.ofDays(1)))));
            }
            Task<?> all = loop.createTask(Steps.of("all", x -> Weft.gather(Weft.gather(awaited), loop.createFuture())));
            test.turn();
            LoopQuestion question = new LoopQuestion(loop, this::slowClock);

            loop.callSoon(question);
            int turns = 0;
            while (!question.isAnswered()) {
                test.turn();
                turns++;
            }

            assertThat(turns).isGreaterThan(MANY / (LOOKS_PER_TURN * TASKS_PER_LOOK) + TURNS_FOR_MANY);
            Snapshot.Task read = question.answer().loop().tasks().get(MANY);
            assertThat(read.name()).isEqualTo(all.name());
            assertThat(read.waitsFor().on()).hasSize(MANY).doesNotHaveDuplicates();
        }
    }

    @Test
    void loop_withManyTasks_readsInEachTurnWhatItsBudgetAllowsAndRunsTheOthersBetween() {
        try (TestLoop test = new TestLoop()) {
            EventLoop loop = test.loop();
            for (int i = 0; i < TASKS; i++) {
                Task<?> unused = loop.createTask(Steps.of("sleeper", x -> sleep(Duration.ofDays(1))));
            }
            test.turn();
            LoopQuestion question = new LoopQuestion(loop, this::slowClock);
            int[] others = new int[1];

            loop.callSoon(question);
            int turns = 0;
            while (!question.isAnswered()) {
                loop.callSoon(() -> others[0]++);
                test.turn();
                turns++;
            }

            assertThat(turns).isEqualTo(TASKS / (LOOKS_PER_TURN * TASKS_PER_LOOK) + 1);
            assertThat(others[0]).isEqualTo(turns);
        }
    }
}
