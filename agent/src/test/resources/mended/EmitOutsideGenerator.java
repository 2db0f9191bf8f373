import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.emit;
import static dev.weft.Weft.run;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import java.util.ArrayList;
import java.util.List;

/** Returns an iterator. */
class EmitOutsideGenerator {
    static final Object EXPECTED = List.of(1);

    @Async
    static AsyncIterator<Integer> count() {
        emit(1);
        return AsyncIterator.end();
    }

    @Async
    static <T> Coroutine<List<T>> all(AsyncIterator<T> values) {
        var all = new ArrayList<T>();
        while (await(values.advance())) {
            all.add(values.current());
        }
        return completed(all);
    }

    static Object call() {
        return run(all(count()));
    }
}
