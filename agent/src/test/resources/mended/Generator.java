import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.util.ArrayList;
import java.util.List;

/** Returns a list. */
class Generator {
    static final Object EXPECTED = List.of(1, 2);

    @Async
    static Coroutine<List<Integer>> count() {
        var values = new ArrayList<Integer>();
        for (int i = 1; i <= 2; i++) {
            await(yieldNow());
            values.add(i);
        }
        return completed(values);
    }

    static Object call() {
        return run(count());
    }
}
