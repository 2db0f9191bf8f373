import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Is not synchronized: tasks of one loop count without a monitor. */
class SynchronizedMethod {
    static final Object EXPECTED = 2000;

    private static int count;

    @Async
    static Coroutine<Integer> next() {
        int before = count; // no other task runs before the next await
        count = before + 1;
        return completed(count);
    }

    @Async
    static Coroutine<Void> many() {
        for (int i = 0; i < 1000; i++) {
            await(next());
            await(yieldNow());
        }
        return completed();
    }

    @Async
    static Coroutine<Integer> main() {
        var first = createTask(many());
        var second = createTask(many());
        await(first);
        await(second);
        return completed(count);
    }

    static Object call() {
        return run(main());
    }
}
