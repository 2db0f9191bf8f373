package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.Weft;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * A lesson on what cannot get lost silently: a failure that nobody looks at and a coroutine that nobody awaits are reported, and a
 * connection that a thread opens after its task was cancelled is closed.
 */
public final class NothingLost {
    private NothingLost() {}

    /** Something that has to be closed. */
    private record Connection(CompletableFuture<Void> closed) implements AutoCloseable {
        @Override
        public void close() {
            System.out.println("connection closed");
            closed.complete(null); // on a thread of the loop, because closing may block
        }
    }

    @Async
    static Coroutine<Void> fail() {
        await(yieldNow());
        throw new IllegalStateException("no disk space");
    }

    @Async
    static Coroutine<Void> connectTooLate() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Task<Connection> connecting = createTask(toThread(() -> {
            started.countDown();
            cancelled.await();
            return new Connection(closed);
        }));
        await(toThread(() -> started.await()));
        connecting.cancel();
        try {
            await(connecting);
        } catch (CancelledError e) {
            System.out.println("cancelled");
        }
        cancelled.countDown();
        await(closed);
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        EventLoop.running().setExceptionHandler((loop, error) -> System.out.println("reported: " + error.message()));
        createTask(fail(), "backup");
        Coroutine<Void> forgotten = fail();
        System.out.println("never awaited: " + forgotten.name());
        await(connectTooLate());
        return completed();
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Weft.run(main());
    }
}
