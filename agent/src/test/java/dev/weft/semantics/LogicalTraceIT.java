package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.run;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.ExceptionGroup;
import dev.weft.Runner;
import dev.weft.Task;
import dev.weft.TaskOptions;
import dev.weft.insight.Insight;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The stack trace of an exception that has crossed an await: one, from the line that threw to the task. */
class LogicalTraceIT {

    private static void fail() throws IOException {
        throw new IOException("order 7 is gone");
    }

    @Async
    private static Coroutine<Void> check() throws IOException {
        await(yieldNow());
        fail();
        return completed();
    }

    @Async
    private static Coroutine<Void> load() throws IOException {
        await(check());
        return completed();
    }

    @Async
    private static Coroutine<Void> checkout() throws IOException {
        await(load());
        return completed();
    }

    @Async
    private static Coroutine<Void> failsAtOnce() throws IOException {
        fail();
        return completed();
    }

    private static TaskOptions named(String name) {
        return TaskOptions.defaults().named(name);
    }

    /** Awaits in a task of this name, and returns the exception that leaves it. */
    private static Exception failureOf(String name, Supplier<Coroutine<?>> main) {
        Exception[] seen = new Exception[1];
        run(async(() -> {
            try {
                await(createTask(
                        async(() -> {
                            await(main.get());
                            return completed();
                        }),
                        named(name)));
            } catch (Exception e) {
                seen[0] = e;
            }
            return completed();
        }));
        return seen[0];
    }

    /** Returns the methods of a trace, up to the first task. */
    private static List<String> methods(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(place -> place.getClassName().equals("(task)")
                        ? place.toString()
                        : place.getMethodName().startsWith("lambda$") ? "lambda" : place.getMethodName())
                .toList();
    }

    @Async
    private static Coroutine<List<String>> methodsSeenBy(Coroutine<?> failing) {
        currentTask().setName("main");
        try {
            await(failing);
        } catch (Exception e) {
            return completed(methods(e));
        }
        return completed(List.of());
    }

    @Test
    void exception_thatCrossesAwaits_hasOneTrace() throws IOException {
        assertThat(run(methodsSeenBy(checkout())))
                .containsExactly("fail", "check", "load", "checkout", "methodsSeenBy", "(task).main()");
    }

    @Test
    void trace_ofEachElement_hasTheLineOfTheProgram() {
        Exception thrown = failureOf("lines", () -> async(() -> checkout()));

        assertThat(thrown.getStackTrace())
                .filteredOn(place -> !place.getClassName().equals("(task)"))
                .hasSizeGreaterThan(4)
                .allSatisfy(place -> {
                    assertThat(place.toString()).startsWith("dev.weft.semantics.LogicalTraceIT.");
                    assertThat(place.getFileName()).isEqualTo("LogicalTraceIT.java");
                    assertThat(place.getLineNumber()).isPositive();
                });
    }

    @Test
    void failure_ofATaskThatAnotherOneAwaits_goesOnInThatOne() {
        assertThat(methods(failureOf("inner", () -> async(() -> checkout()))))
                .startsWith("fail", "check", "load", "checkout")
                .contains("(task).inner()")
                .last()
                .asString()
                .matches("\\(task\\)\\.Task-[0-9]+\\(\\)");
    }

    @Async
    private static Coroutine<List<String>> methodsThrough(Coroutine<?> operation) {
        currentTask().setName("main");
        try {
            await(operation);
        } catch (ExceptionGroup group) {
            return completed(methods(group.exceptions().get(0)));
        } catch (Exception e) {
            return completed(methods(e));
        }
        return completed(List.of());
    }

    @Async
    private static Coroutine<Void> through(dev.weft.Future<?> future) {
        await(future);
        return completed();
    }

    @Test
    void failure_throughGatherAndShield_isContinuedInTheAwaiter() {
        List<String> gathered = run(async(() -> {
            Task<Void> child = createTask(async(() -> checkout()), named("child"));
            return completed(await(methodsThrough(through(gather(child, sleep(Duration.ofMillis(1)))))));
        }));
        assertThat(gathered)
                .startsWith("fail", "check", "load", "checkout")
                .containsSubsequence("(task).child()", "through", "methodsThrough", "(task).main()");

        List<String> shielded = run(async(() -> {
            Task<Void> child = createTask(async(() -> checkout()), named("child"));
            return completed(await(methodsThrough(through(shield(child)))));
        }));
        assertThat(shielded).containsSubsequence("(task).child()", "through", "methodsThrough", "(task).main()");
    }

    @Test
    void failure_inAGroup_keepsItsOwnTrace() {
        List<String> grouped = run(methodsThrough(taskGroup(group -> {
            group.createTask(async(() -> checkout()), named("child"));
            return completed();
        })));

        assertThat(grouped).startsWith("fail", "check", "load", "checkout").endsWith("(task).child()");
    }

    @Test
    void failure_ofAFirstStep_hasNoMachineryInTheAwaiter() {
        List<String> seen = run(async(() -> {
            Task<Void> child = createTask(async(() -> failsAtOnce()), named("child"));
            return completed(await(methodsThrough(through(child))));
        }));

        assertThat(seen)
                .startsWith("fail", "failsAtOnce")
                .containsSubsequence("(task).child()", "through", "methodsThrough", "(task).main()");
    }

    @Test
    void failure_thatManyTasksAwait_isContinuedInTheFirst() {
        Exception[] seen = new Exception[1];
        run(async(() -> {
            Task<Void> child = createTask(async(() -> checkout()), named("child"));
            for (int i = 0; i < 100; i++) {
                createTask(through(child), named("awaiter-" + i))
                        .addDoneCallback(done -> seen[0] = (Exception) done.exception());
            }
            await(sleep(Duration.ofMillis(1)));
            return completed();
        }));

        assertThat(methods(seen[0])).endsWith("(task).child()", "through", "(task).awaiter-0()");
    }

    @Test
    void timeout_ofAnOperation_beginsAtTheOperation() {
        Exception thrown =
                failureOf("slow", () -> async(() -> waitFor(sleep(Duration.ofHours(1)), Duration.ofMillis(1))));

        assertThat(thrown).isInstanceOf(TimeoutException.class);
        assertThat(methods(thrown)).startsWith("waitFor").contains("(task).slow()");
        assertThat(methods(thrown)).noneMatch(method -> method.contains("drive"));
    }

    @Async
    private static Coroutine<Void> cancelsItself() {
        await(yieldNow());
        throw new CancelledError("mine");
    }

    @Test
    void cancelledErrorsAndExceptionsWithoutATrace_areLeftAsTheyAre() {
        StackTraceElement[] cancelled = run(async(() -> {
            try {
                await(cancelsItself());
            } catch (CancelledError e) {
                return completed(e.getStackTrace());
            }
            return completed(new StackTraceElement[0]);
        }));
        assertThat(cancelled).extracting(StackTraceElement::getMethodName).contains("drive");

        RuntimeException stackless = new RuntimeException("light", null, false, false) {};
        Exception seen = failureOf(
                "light",
                () -> async(() -> {
                    await(yieldNow());
                    throw stackless;
                }));
        assertThat(seen).isSameAs(stackless);
        assertThat(seen.getStackTrace()).isEmpty();
    }

    @Async
    private static Coroutine<Void> nested() throws IOException {
        await(yieldNow());
        await(failsAtOnce());
        return completed();
    }

    @Async
    private static Coroutine<Void> outer() throws IOException {
        await(nested());
        return completed();
    }

    @Test
    void exception_ofACallThatDidNotSuspend_keepsItsCallers() throws IOException {
        assertThat(run(methodsSeenBy(outer())))
                .containsExactly("fail", "failsAtOnce", "nested", "outer", "methodsSeenBy", "(task).main()");
    }

    @Async
    private static Coroutine<Void> offLoop() throws IOException {
        await(toThread(() -> {
            fail();
            return null;
        }));
        return completed();
    }

    @Test
    void exception_ofAThread_goesOnInItsAwaiters() throws IOException {
        assertThat(run(methodsSeenBy(offLoop())))
                .startsWith("fail")
                .endsWith("offLoop", "methodsSeenBy", "(task).main()")
                .doesNotContain("runWorker");
    }

    @Async
    private static CompletableFuture<Void> checkStage(CompletableFuture<Void> reply) throws IOException {
        await(reply);
        fail();
        return CompletableFuture.completedFuture(null);
    }

    @Async
    private static CompletableFuture<Void> loadStage(CompletableFuture<Void> reply) throws IOException {
        await(checkStage(reply));
        return CompletableFuture.completedFuture(null);
    }

    @Async
    private static CompletableFuture<Void> checkoutStage(CompletableFuture<Void> reply) throws IOException {
        await(loadStage(reply));
        return CompletableFuture.completedFuture(null);
    }

    @Test
    void exception_inMethodsThatReturnStages_hasOneTrace() throws IOException {
        CompletableFuture<Void> reply = new CompletableFuture<>();
        CompletableFuture<Void> result = checkoutStage(reply);
        reply.complete(null);

        Throwable thrown = result.handle((value, failure) -> failure).join();
        assertThat(methods(thrown.getCause() == null ? thrown : thrown.getCause()))
                .containsExactly("fail", "checkStage", "loadStage", "checkoutStage");
    }

    @Test
    void exception_ofAStageThatTwoCallsAwait_goesOnInOne() throws IOException {
        CompletableFuture<Void> reply = new CompletableFuture<>();
        CompletableFuture<Void> shared = checkStage(reply);
        List<CompletableFuture<Void>> both = List.of(awaitStage(shared), awaitStage(shared));
        reply.complete(null);

        assertThat(both).allMatch(CompletableFuture::isCompletedExceptionally);
        Throwable thrown = shared.handle((value, failure) -> failure).join();
        assertThat(methods(thrown)).containsExactly("fail", "checkStage", "awaitStage");
    }

    @Async
    private static CompletableFuture<Void> awaitStage(CompletableFuture<Void> stage) {
        await(stage);
        return CompletableFuture.completedFuture(null);
    }

    @Async
    private static Coroutine<Void> mixed(CompletableFuture<Void> reply) throws IOException {
        await(checkoutStage(reply));
        return completed();
    }

    @Test
    void exception_thatGoesFromAStageIntoATask_hasOneTrace() throws IOException {
        CompletableFuture<Void> reply = new CompletableFuture<>();
        List<String> seen = run(async(() -> {
            dev.weft.EventLoop.running().callLater(Duration.ofMillis(1), () -> reply.complete(null));
            return completed(await(methodsSeenBy(mixed(reply))));
        }));

        assertThat(seen)
                .startsWith("fail", "checkStage", "loadStage", "checkoutStage", "mixed", "methodsSeenBy")
                .endsWith("(task).main()");
    }

    private static <T> T runInDebugMode(Coroutine<T> main) {
        try (Runner runner = Runner.builder().debug(true).build()) {
            return runner.run(main);
        }
    }

    private static String created(String method) {
        return "\\(created at dev\\.weft\\.semantics\\.LogicalTraceIT\\." + method
                + "\\(LogicalTraceIT\\.java:[0-9]+\\)\\)";
    }

    @Async
    private static Coroutine<List<String>> tasksSeen() {
        currentTask().setName("main");
        Task<Void> inner = createTask(() -> checkout(), "inner");
        try {
            await(inner, IOException.class);
        } catch (IOException e) {
            return completed(Arrays.stream(e.getStackTrace())
                    .filter(place -> place.getClassName().equals("(task)"))
                    .map(StackTraceElement::toString)
                    .toList());
        }
        return completed(List.of());
    }

    @Test
    void trace_inDebugMode_saysWhereEachTaskWasCreated() {
        assertThat(runInDebugMode(tasksSeen()))
                .satisfiesExactly(
                        inner -> assertThat(inner).matches("\\(task\\)\\.inner" + created("tasksSeen")),
                        main -> assertThat(main).matches("\\(task\\)\\.main" + created("runInDebugMode")));
        assertThat(run(tasksSeen())).containsExactly("(task).inner()", "(task).main()");
    }

    @Async
    private static Coroutine<List<String>> stacksInDebugMode() {
        Task<Void> first = createTask(sleep(Duration.ofHours(1)), "first");
        EventLoop.running().setDebug(true);
        Task<Void> second = createTask(sleep(Duration.ofHours(1)), "second");
        Task<Void> unnamed = createTask(sleep(Duration.ofHours(1)));
        await(yieldNow());
        List<String> seen = List.of(
                last(first), last(second), Insight.snapshot(EventLoop.running()).tree());
        EventLoop.running().setDebug(false);
        Task<Void> third = createTask(sleep(Duration.ofHours(1)), "third");
        await(yieldNow());
        String after = last(third);
        for (Task<Void> task : List.of(first, second, unnamed, third)) {
            task.cancel();
        }
        return completed(List.of(seen.get(0), seen.get(1), seen.get(2), after));
    }

    private static String last(Task<?> task) {
        return task.stack().get(task.stack().size() - 1).toString();
    }

    @Test
    void stack_ofATaskThatWasCreatedInDebugMode_endsWithThePlace() {
        List<String> seen = run(stacksInDebugMode());

        assertThat(seen.get(0)).doesNotContain("created at");
        assertThat(seen.get(1)).matches("\\(task\\)\\.second" + created("stacksInDebugMode"));
        assertThat(seen.get(2))
                .containsPattern("second: sleeps [^,]+ more\n(.*\n)?"
                        + " +created at dev.weft.semantics.LogicalTraceIT.stacksInDebugMode\\(")
                .containsOnlyOnce("first: sleeps");
        assertThat(seen.get(3)).doesNotContain("created at");
    }
}
