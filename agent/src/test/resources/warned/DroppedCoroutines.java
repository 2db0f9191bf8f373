import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A coroutine whose value is popped, or stored and never read, never runs. */
class DroppedCoroutines {
    @Async
    static Coroutine<Integer> load(int n) {
        await(yieldNow());
        return completed(n);
    }

    @Async
    static CompletableFuture<Integer> hot(int n) {
        await(CompletableFuture.completedFuture(n));
        return CompletableFuture.completedFuture(n);
    }

    @Async
    static Coroutine<Integer> main() {
        load(1);
        var stored = load(2);
        sleep(Duration.ofSeconds(1));
        Runnable inLambda = () -> load(3);
        inLambda.run();
        var read = load(4);
        createTask(load(5));
        hot(6);
        completed(7);
        return completed(await(read));
    }

    static Object call() {
        return run(main());
    }
}
