import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.emit;
import static dev.weft.Weft.run;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;

class EmitUnderAnotherAsync {
    static final Object EXPECTED = 1;

    @Async
    static AsyncIterator<Integer> one() {
        emit(1);
        return AsyncIterator.end();
    }

    @Async
    static Coroutine<Integer> first() {
        AsyncIterator<Integer> values = one();
        await(values.advance());
        return completed(values.current());
    }

    static Object call() {
        return run(first());
    }
}
