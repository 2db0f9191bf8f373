import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Awaits one, and runs the other concurrently. */
class DroppedCoroutines {
    static final Object EXPECTED = 3;

    private static int sum;

    @Async
    static Coroutine<Void> load(int n) {
        await(yieldNow());
        sum += n;
        return completed();
    }

    @Async
    static Coroutine<Integer> main() {
        var first = createTask(load(1));
        await(load(2));
        await(first);
        return completed(sum);
    }

    static Object call() {
        return run(main());
    }
}
