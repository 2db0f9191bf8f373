import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.Async;
import dev.weft.Coroutine;

class SynchronizedUnsupportedReturnType {
    static final Object EXPECTED = 3;

    @Async
    static Coroutine<Integer> count(Coroutine<String> work) {
        String text = await(work);
        synchronized (SynchronizedUnsupportedReturnType.class) {
            return completed(text.length());
        }
    }

    static Object call() {
        return run(count(completed("abc")));
    }
}
