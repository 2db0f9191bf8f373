package dev.weft.neighbours;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Where exceptions say that they come from, and where suspended code says that it stands. */
class StackTraceIT {
    @Async
    private static Coroutine<Void> failing(boolean suspends) {
        if (suspends) {
            await(yieldNow());
        }
        throw new IllegalStateException("failed");
    }

    @Async
    private static Coroutine<Void> outer(boolean suspends) {
        await(failing(suspends));
        return completed();
    }

    @Async
    private static CompletableFuture<String> stage(CompletableFuture<String> input) {
        var value = await(input);
        throw new IllegalStateException(value);
    }

    @Async
    private static Coroutine<List<StackTraceElement>> stackOfSuspended() {
        var task = createTask(outer(true));
        await(yieldNow());
        var stack = task.stack();
        task.cancel();
        return completed(stack);
    }

    @Test
    void exception_thrownAfterASuspension_namesClassMethodFileAndLine() {
        var thrown = catchThrowable(() -> run(outer(true)));
        assertThat(thrown.getStackTrace()[0].toString())
                .matches(".*StackTraceIT\\.failing\\(StackTraceIT\\.java:25\\)");
    }

    @Test
    void exception_thrownBeforeAnySuspension_namesTheCallersToo() {
        var thrown = catchThrowable(() -> run(outer(false)));
        assertThat(thrown.getStackTrace()[0].toString())
                .matches(".*StackTraceIT\\.failing\\(StackTraceIT\\.java:25\\)");
        assertThat(thrown.getStackTrace()[1].toString()).matches(".*StackTraceIT\\.outer\\(StackTraceIT\\.java:30\\)");
    }

    @Test
    void exception_ofAStageMethod_namesClassMethodFileAndLine() {
        var input = new CompletableFuture<String>();
        var output = stage(input);
        input.complete("value");
        var thrown = catchThrowable(output::join).getCause();
        assertThat(thrown.getStackTrace()[0].toString()).matches(".*StackTraceIT\\.stage\\(StackTraceIT\\.java:37\\)");
    }

    @Test
    void stack_ofASuspendedTask_isThatOfTheSource() {
        assertThat(run(stackOfSuspended()))
                .extracting(StackTraceElement::getMethodName, StackTraceElement::getLineNumber)
                .containsExactly(tuple("failing", 23), tuple("outer", 30));
    }
}
