import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Calls that block the thread of the loop, or of the caller. */
class BlockingCalls {
    private static final ReentrantLock LOCK = new ReentrantLock();

    @Async
    static Coroutine<Integer> main() throws Exception {
        Thread.sleep(1);
        TimeUnit.MILLISECONDS.sleep(1);
        var price = CompletableFuture.supplyAsync(() -> 1);
        int sum = price.join() + CompletableFuture.supplyAsync(() -> 1).get();
        LOCK.lock();
        LOCK.unlock();
        var queue = new LinkedBlockingQueue<Integer>(8);
        queue.put(1);
        queue.take();
        Files.readAllLines(Path.of(System.getProperty("java.home"), "release"));
        await(CompletableFuture.runAsync(BlockingCalls::plain));
        await(ticks().advance());
        return completed(sum + await(later()));
    }

    @Async
    static AsyncIterator<Integer> ticks() throws InterruptedException {
        Thread.sleep(1);
        return AsyncIterator.end();
    }

    @Async
    static CompletableFuture<Integer> later() throws InterruptedException {
        Thread.sleep(1);
        await(CompletableFuture.completedFuture(1));
        Thread.sleep(1);
        return CompletableFuture.completedFuture(1);
    }

    static void plain() {
        new CompletableFuture<Integer>().completeOnTimeout(1, 1, TimeUnit.MILLISECONDS).join();
    }

    static Object call() throws Exception {
        return run(main());
    }
}
