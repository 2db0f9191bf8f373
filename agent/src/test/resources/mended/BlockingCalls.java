import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.toThread;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.sync.Lock;
import dev.weft.sync.Queue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Awaits what does the same, and what blocks runs on another thread. */
class BlockingCalls {
    static final Object EXPECTED = 3;
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    @Async
    static Coroutine<Integer> main() throws Exception {
        await(sleep(MILLISECOND));
        var price = CompletableFuture.supplyAsync(() -> 1);
        int sum = await(price) + await(CompletableFuture.supplyAsync(() -> 1));
        var lock = new Lock();
        await(lock.acquire());
        lock.release();
        var queue = new Queue<Integer>();
        await(queue.put(1));
        await(queue.get());
        await(toThread(() -> Files.readAllLines(Path.of(System.getProperty("java.home"), "release"))));
        await(ticks().advance());
        return completed(sum + await(later()));
    }

    @Async
    static AsyncIterator<Integer> ticks() {
        await(sleep(MILLISECOND));
        return AsyncIterator.end();
    }

    @Async
    static CompletableFuture<Integer> later() {
        await(sleep(MILLISECOND));
        return CompletableFuture.completedFuture(1);
    }

    static Object call() throws Exception {
        return run(main());
    }
}
