package dev.weft.asyncio;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.Runner;
import org.junit.jupiter.api.Test;

/** The exception handler, and the context variables that it sees. */
@PortOf("test_futures2.FutureTests")
class ExceptionHandlerIT extends AsyncioCase {
    private final ContextVar<String> name = ContextVar.named("name", "foo");

    private Runner runnerThatLogsTheName() {
        Runner runner = runner();
        runner.loop().setExceptionHandler((where, error) -> log.add(name.get()));
        return runner;
    }

    private <T> Coroutine<T> setsTheNameAndFails() {
        return async(() -> {
            name.set("bar");
            throw new ArithmeticException();
        });
    }

    @Ported("test_task_exc_handler_correct_context")
    void handlerOfATasksFailure_runsInTheContextOfTheTask() {
        try (Runner runner = runnerThatLogsTheName()) {
            runner.run(async(() -> {
                createTask(setsTheNameAndFails());
                return completed();
            }));
        }
        assertThat(log).containsExactly("bar");
    }

    @Async
    Coroutine<Void> setsTheNameAndFailsInCleanup() {
        name.set("bar");
        return failsInCleanup(seconds(1), new ArithmeticException());
    }

    @Test
    void handlerOfATaskThatFailsAtShutdown_runsInTheContextOfTheTask() {
        try (Runner runner = runnerThatLogsTheName()) {
            runner.run(async(() -> {
                createTask(setsTheNameAndFailsInCleanup());
                await(yieldNow());
                return completed();
            }));
        }
        assertThat(log).containsExactly("bar");
    }

    @Ported("test_handle_exc_handler_correct_context")
    void handlerOfACallbacksFailure_runsInTheContextOfTheCallback() {
        try (Runner runner = runnerThatLogsTheName()) {
            runner.loop().callSoon(() -> {
                name.set("bar");
                throw new ArithmeticException();
            });
            runner.loop().runOnce();
        }
        assertThat(log).containsExactly("bar");
    }
}
