import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.toThread;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Is called by an async method. Here is no library with its code, so the call itself fails. */
class NativeMethod {
    static final Object EXPECTED = "called";

    static native String load();

    @Async
    static Coroutine<String> loadInThread() {
        try {
            return completed(await(toThread(() -> load())));
        } catch (UnsatisfiedLinkError noLibrary) {
            return completed("called");
        }
    }

    static Object call() {
        return run(loadInThread());
    }
}
