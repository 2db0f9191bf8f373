package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The programs of the tutorial that the project grew from, on virtual time. */
class TutorialIT extends Twin {
    @Async
    Coroutine<Void> foo(String text, Duration pause) {
        log(text);
        await(sleep(pause));
        if (pause.equals(seconds(10))) {
            log("never");
        }
        return completed();
    }

    @Test
    void coroutineObject_thatWasOnlyMade_doesNothing() {
        Coroutine<Void> cold = foo("text", seconds(1));
        assertThat(cold.state()).isEqualTo(Coroutine.State.CREATED);
        assertThat(cold.name()).isEqualTo("TutorialIT.foo");
        cold.close();
        assertThat(cold.state()).isEqualTo(Coroutine.State.CLOSED);
    }

    @Test
    void await_inSequence_printsInSequence() {
        twin("rule03_tutorial_sequence", () -> {
            log("shav");
            await(foo("text", seconds(1)));
            log("finished");
            return completed();
        });
    }

    @Test
    void task_thatIsNotAwaited_startsWhenMainEnds() {
        twin("rule03_tutorial_task_not_awaited", () -> {
            log("shav");
            createTask(foo("text", seconds(1)));
            log("finished");
            return completed();
        });
    }

    @Test
    void task_thatIsAwaited_runsBeforeMainGoesOn() {
        twin("rule03_tutorial_await_task", () -> {
            log("shav");
            Task<Void> task = createTask(foo("text", seconds(1)));
            await(task);
            log("finished");
            return completed();
        });
    }

    @Test
    void task_whileMainSleeps_starts() {
        twin("rule03_tutorial_sleep_in_main", () -> {
            log("shav");
            createTask(foo("text", seconds(1)));
            await(sleep(seconds(2)));
            log("finished");
            return completed();
        });
    }

    @Test
    void task_longerThanMain_isCutOff() {
        twin("rule03_tutorial_race", () -> {
            log("shav");
            createTask(foo("text", seconds(10)));
            await(sleep(Duration.ofMillis(500)));
            log("finished");
            return completed();
        });
    }

    @Async
    Coroutine<Integer> fetchData() {
        log("start fetching");
        await(sleep(seconds(2)));
        log("done fetching");
        return completed(1);
    }

    @Async
    Coroutine<Void> printNumbers() {
        for (int i = 0; i < 10; i++) {
            log(i);
            await(sleep(Duration.ofMillis(6250)));
        }
        return completed();
    }

    @Test
    void tasks_withValues_areFutures() {
        twin("rule03_tutorial_future_values", () -> {
            Task<Integer> task1 = createTask(fetchData());
            Task<Void> task2 = createTask(printNumbers());
            Integer value = await(task1);
            log(value);
            await(task2);
            log("all", now());
            return completed();
        });
    }
}
