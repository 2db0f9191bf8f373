import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.emit;
import static dev.weft.Weft.run;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import java.util.ArrayList;
import java.util.List;

/** Emits outside the block. */
class EmitInSynchronizedBlock {
    static final Object EXPECTED = List.of(1, 2);

    private static final Object LOCK = new Object();

    @Async
    static AsyncIterator<Integer> count() {
        emit(1);
        int next;
        synchronized (LOCK) {
            next = 2;
        }
        emit(next);
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
