package app;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Weft;
import java.util.concurrent.CompletableFuture;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** An event loop that runs as long as the application. */
@Component
class WeftLoop implements DisposableBean {
    private final CompletableFuture<EventLoop> loop = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread = new Thread(() -> Weft.run(runUntilTheEnd()), "weft");

    WeftLoop() {
        thread.start();
    }

    @Async
    private Coroutine<Void> runUntilTheEnd() {
        loop.complete(EventLoop.running());
        await(end);
        return completed();
    }

    <T> CompletableFuture<T> start(Coroutine<T> coroutine) {
        return Weft.runCoroutineThreadsafe(coroutine, loop.join());
    }

    @Override
    public void destroy() throws InterruptedException {
        end.complete(null); // the tasks that still run are cancelled, and clean up
        thread.join();
        System.out.println("loop ended");
    }
}
