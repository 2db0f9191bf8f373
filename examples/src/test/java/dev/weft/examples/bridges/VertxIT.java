package dev.weft.examples.bridges;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.waitUntil;
import static dev.weft.Weft.yieldNow;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.ReturnWhen;
import dev.weft.Task;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Vert.x: its futures are awaited as stages, and code of an event loop of Vert.x stays on that loop. */
@Timeout(60)
class VertxIT {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void future_awaitedInACoroutine_givesItsValueOnTheLoopOfWeft() {
        assertThat(run(readTitle(vertx)))
                .isEqualTo("title by " + Thread.currentThread().getName());
    }

    @Async
    static Coroutine<String> readTitle(Vertx vertx) {
        Future<String> reading = vertx.executeBlocking(() -> "title");
        String title = await(reading.toCompletionStage());
        return completed(title + " by " + Thread.currentThread().getName());
    }

    @Test
    void failure_ofAFuture_isThrownAtTheAwait() {
        assertThatThrownBy(() -> run(fail()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
    }

    @Async
    private static Coroutine<String> fail() {
        Future<String> failed = Future.failedFuture(new IllegalStateException("no"));
        return completed(await(failed.toCompletionStage()));
    }

    @Test
    void cancelledAwait_ofAFuture_dropsItsResult() {
        Promise<String> promise = Promise.promise();
        run(cancelled(promise.future()));
        assertThat(promise.future().isComplete()).isFalse();
        assertThat(promise.tryComplete("late")).isTrue();
    }

    @Async
    private static Coroutine<Void> cancelled(Future<String> future) {
        Task<String> task = createTask(async(() -> completed(await(future.toCompletionStage()))));
        await(yieldNow());
        task.cancel();
        await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(task)));
        assertThat(task.isCancelled()).isTrue();
        return completed();
    }

    @Test
    void stageStyleMethod_calledOnAnEventLoopOfVertx_staysOnIt() {
        CompletableFuture<String> threads = new CompletableFuture<>();
        vertx.runOnContext(start -> Future.fromCompletionStage(readOnVertx(vertx), vertx.getOrCreateContext())
                .onComplete(threads::complete, threads::completeExceptionally));
        assertThat(threads.join()).isEqualTo("title, same thread: true");
    }

    @Async
    static CompletableFuture<String> readOnVertx(Vertx vertx) {
        Thread eventLoop = Thread.currentThread();
        String title = await(vertx.executeBlocking(() -> "title").toCompletionStage());
        await(vertx.timer(1).toCompletionStage());
        return completedFuture(title + ", same thread: " + (eventLoop == Thread.currentThread()));
    }
}
