package dev.weft.semantics;

import static dev.weft.Weft.asCompleted;
import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.gatherSettled;
import static dev.weft.Weft.run;
import static dev.weft.Weft.runCoroutineThreadsafe;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.waitUntil;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.ReturnWhen;
import dev.weft.Task;
import dev.weft.TaskOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The stack trace of an exception that passes from the task in which it was thrown to another one, on each way. */
class PassedTraceIT {

    private static final List<String> WHOLE =
            List.of("fail", "check", "load", "(task).child()", "taken", "outer", "(task).main()");

    private static void fail() throws IOException {
        throw new IOException("order 7 is gone");
    }

    @Async
    private static Coroutine<String> check() throws IOException {
        await(yieldNow());
        fail();
        return completed("never");
    }

    @Async
    private static Coroutine<String> load() throws IOException {
        return completed(await(check()));
    }

    @Async
    private static Coroutine<String> failsAtOnce() throws IOException {
        fail();
        return completed("never");
    }

    /** One way for a failure into the task that awaits. */
    @FunctionalInterface
    private interface Way {
        Coroutine<?> take(Task<String> child) throws Exception;
    }

    @Async
    private static Coroutine<Void> outer(Way way, Coroutine<String> child) throws Exception {
        await(way.take(createTask(child, TaskOptions.defaults().named("child"))));
        return completed();
    }

    @Async
    private static Coroutine<List<String>> seen(Way way, Coroutine<String> child) throws Exception {
        Task<Void> main = createTask(outer(way, child), TaskOptions.defaults().named("main"));
        await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(main)));
        return completed(methods(main.exception()));
    }

    private static List<String> methods(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(place -> place.getClassName().equals("(task)") ? place.toString() : place.getMethodName())
                .toList();
    }

    private static List<String> seenBy(Way way) throws Exception {
        return run(seen(way, load()));
    }

    @Async
    private static Coroutine<Void> takenPending(Task<String> child) {
        await(child);
        return completed();
    }

    @Test
    void failure_ofAPendingTask_goesOnInItsAwaiter() throws Exception {
        assertThat(seenBy(PassedTraceIT::takenPending))
                .containsExactly("fail", "check", "load", "(task).child()", "takenPending", "outer", "(task).main()");
    }

    @Async
    private static Coroutine<Void> taken(Task<String> child) {
        await(sleep(Duration.ofMillis(1)));
        await(child);
        return completed();
    }

    @Test
    void failure_ofATaskThatIsDone_goesOnInItsAwaiter() throws Exception {
        assertThat(seenBy(PassedTraceIT::taken)).isEqualTo(WHOLE);
        assertThat(run(seen(PassedTraceIT::taken, failsAtOnce())))
                .containsExactly("fail", "failsAtOnce", "(task).child()", "taken", "outer", "(task).main()");
    }

    @Async
    private static Coroutine<Void> takenTwice(Task<String> child) {
        try {
            await(child);
        } catch (Exception first) {
            assertThat(methods(first)).endsWith("takenTwice", "outer", "(task).main()");
        }
        try {
            await(taken(child));
        } catch (Exception second) {
            assertThat(methods(second)).endsWith("takenTwice", "outer", "(task).main()");
        }
        child.result();
        return completed();
    }

    @Test
    void failure_thatIsSeenOftenInOneTask_isContinuedOnce() throws Exception {
        assertThat(seenBy(PassedTraceIT::takenTwice))
                .containsExactly("fail", "check", "load", "(task).child()", "takenTwice", "outer", "(task).main()");
    }

    @Async
    private static Coroutine<Void> takenByNested(Task<String> child) {
        await(sleep(Duration.ofMillis(1)));
        await(takenAtOnce(child));
        return completed();
    }

    @Async
    private static Coroutine<Void> takenAtOnce(Task<String> child) {
        return completed(result(child));
    }

    private static Void result(Task<String> child) {
        child.result();
        return null;
    }

    @Test
    void failure_takenByACallOfResult_hasTheCallsAsWell() throws Exception {
        assertThat(seenBy(PassedTraceIT::takenByNested))
                .containsExactly(
                        "fail",
                        "check",
                        "load",
                        "(task).child()",
                        "result",
                        "takenAtOnce",
                        "takenByNested",
                        "outer",
                        "(task).main()");
    }

    @Async
    private static Coroutine<Void> completedInOrder(Task<String> child) {
        for (Coroutine<String> next : asCompleted(List.of(child, createTask(sleep(Duration.ofHours(1), "late"))))) {
            await(next);
        }
        return completed();
    }

    @Async
    private static Coroutine<Void> completedBefore(Task<String> child) {
        Iterable<Coroutine<String>> all = asCompleted(List.of(child), Duration.ofHours(1));
        await(sleep(Duration.ofMillis(1)));
        for (Coroutine<String> next : all) {
            await(next);
        }
        return completed();
    }

    @Async
    private static Coroutine<Void> completedIterator(Task<String> child) {
        AsyncIterator<Task<String>> ended = AsyncIterator.asCompleted(List.of(child));
        while (await(ended.advance())) {
            await(ended.current());
        }
        return completed();
    }

    @Test
    void failure_throughAsCompleted_goesOnInTheAwaiter() throws Exception {
        assertThat(seenBy(PassedTraceIT::completedInOrder))
                .containsExactly(
                        "fail",
                        "check",
                        "load",
                        "(task).child()",
                        "asCompleted",
                        "completedInOrder",
                        "outer",
                        "(task).main()");
        assertThat(seenBy(PassedTraceIT::completedBefore))
                .startsWith("fail", "check", "load", "(task).child()")
                .endsWith("completedBefore", "outer", "(task).main()")
                .hasSizeLessThan(9);
        assertThat(seenBy(PassedTraceIT::completedIterator))
                .containsExactly(
                        "fail", "check", "load", "(task).child()", "completedIterator", "outer", "(task).main()");
    }

    @Async
    private static Coroutine<Void> takenFromThread(Task<String> child) throws Exception {
        child.cancel();
        await(runCoroutineThreadsafe(load(), EventLoop.running()));
        return completed();
    }

    @Async
    private static Coroutine<Void> takenFromView(Task<String> child) {
        await(child.toCompletableFuture());
        return completed();
    }

    @Async
    private static Coroutine<Void> takenFromWrapped(Task<String> child) {
        await(Future.from(child.toCompletableFuture()));
        return completed();
    }

    @Async
    private static Coroutine<Void> takenFromEndedView(Task<String> child) {
        CompletableFuture<String> view = child.toCompletableFuture();
        await(sleep(Duration.ofMillis(1)));
        await(view);
        return completed();
    }

    @Test
    void failure_throughFuturesOfTheJdk_goesOnInTheAwaiter() throws Exception {
        assertThat(seenBy(PassedTraceIT::takenFromThread))
                .satisfies(trace -> assertThat(trace.get(3)).matches("\\(task\\)\\.Task-[0-9]+\\(\\)"))
                .startsWith("fail", "check", "load")
                .endsWith("takenFromThread", "outer", "(task).main()")
                .hasSize(7);
        for (Way way : List.<Way>of(
                PassedTraceIT::takenFromView, PassedTraceIT::takenFromWrapped, PassedTraceIT::takenFromEndedView)) {
            List<String> trace = seenBy(way);
            assertThat(trace).hasSize(7).startsWith(WHOLE.subList(0, 4).toArray(String[]::new));
            assertThat(trace.get(4)).startsWith("takenFrom");
            assertThat(trace).endsWith("outer", "(task).main()");
        }
    }

    @Async
    private static Coroutine<Void> takenFromAnotherLoop(Task<String> child) throws Exception {
        child.cancel();
        CompletableFuture<EventLoop> started = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread other = new Thread(() -> run(async(() -> {
            started.complete(EventLoop.running());
            await(end);
            return completed();
        })));
        other.start();
        try {
            await(runCoroutineThreadsafe(load(), await(started)));
        } finally {
            end.complete(null);
        }
        return completed();
    }

    @Test
    void failure_ofAnotherLoopsTask_goesOnInTheAwaiter() throws Exception {
        assertThat(seenBy(PassedTraceIT::takenFromAnotherLoop))
                .startsWith("fail", "check", "load")
                .endsWith("takenFromAnotherLoop", "outer", "(task).main()")
                .hasSize(7);
    }

    @Async
    private static Coroutine<Void> waited(Task<String> child) {
        await(waitUntil(ReturnWhen.FIRST_EXCEPTION, List.of(child)));
        await(child);
        return completed();
    }

    @Async
    private static Coroutine<Void> settled(Task<String> child) {
        await(gatherSettled(List.of(child)));
        await(child);
        return completed();
    }

    @Async
    private static Coroutine<Void> gatheredAndDone(Task<String> child) {
        Future<List<String>> all = gather(List.of(shield(child), sleep(Duration.ofHours(1), "late")));
        await(sleep(Duration.ofMillis(1)));
        await(all);
        return completed();
    }

    @Async
    private static Coroutine<Void> limited(Task<String> child) throws TimeoutException {
        await(waitFor(child, Duration.ofHours(1)));
        return completed();
    }

    @Test
    void failure_thatOperationsOfTheRuntimePassOn_goesOnInTheAwaiter() throws Exception {
        for (Way way : List.<Way>of(PassedTraceIT::waited, PassedTraceIT::settled, PassedTraceIT::gatheredAndDone)) {
            List<String> trace = seenBy(way);
            assertThat(trace).hasSize(7).startsWith(WHOLE.subList(0, 4).toArray(String[]::new));
            assertThat(trace).endsWith("outer", "(task).main()");
        }
        assertThat(seenBy(PassedTraceIT::limited))
                .containsExactly(
                        "fail", "check", "load", "(task).child()", "waitFor", "limited", "outer", "(task).main()");
    }

    @Async
    private static CompletableFuture<Void> inStage(Task<String> child) {
        await(child);
        return CompletableFuture.completedFuture(null);
    }

    @Async
    private static Coroutine<Void> throughAStage(Task<String> child) {
        await(inStage(child));
        return completed();
    }

    @Test
    void failure_throughAMethodThatReturnsAStage_goesOnInTheAwaiter() throws Exception {
        assertThat(seenBy(PassedTraceIT::throughAStage))
                .containsExactly(
                        "fail",
                        "check",
                        "load",
                        "(task).child()",
                        "inStage",
                        "throughAStage",
                        "outer",
                        "(task).main()");
    }

    @Async
    private static CompletableFuture<Void> failsLater(CompletableFuture<Void> reply) throws IOException {
        await(reply);
        fail();
        return CompletableFuture.completedFuture(null);
    }

    @Async
    private static CompletableFuture<Void> awaitsBoth(CompletableFuture<Void> one, CompletableFuture<Void> other) {
        await(one);
        await(other);
        return CompletableFuture.completedFuture(null);
    }

    @Test
    void failure_ofAStageThatHasEnded_goesOnInTheCallThatAwaitsIt() throws Exception {
        CompletableFuture<Void> reply = new CompletableFuture<>();
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> both = awaitsBoth(first, failsLater(reply));
        reply.complete(null);
        first.complete(null);

        assertThat(methods(both.handle((value, thrown) -> thrown).join()))
                .containsExactly("fail", "failsLater", "awaitsBoth");
    }

    @Async
    private static Coroutine<Void> failsItsOwnFuture(Task<String> child) {
        child.cancel();
        Future<Object> own = EventLoop.running().createFuture();
        own.setException(new IllegalStateException("mine"));
        await(own);
        return completed();
    }

    @Test
    void failure_thatTheAwaiterItselfHasMade_isNotThereTwice() throws Exception {
        assertThat(seenBy(PassedTraceIT::failsItsOwnFuture))
                .containsExactly("failsItsOwnFuture", "outer", "(task).main()");
    }
}
