import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.util.List;
import java.util.Map;

/** Returns a Coroutine of the same. */
class GenericReturnType {
    static final Object EXPECTED = Map.of("key", List.of("x"));

    @Async
    static <T> Coroutine<Map<String, List<? extends T>>> load(T value) {
        await(yieldNow());
        return completed(Map.of("key", List.of(value)));
    }

    static Object call() {
        return run(load("x"));
    }
}
