import static dev.weft.Weft.await;

import dev.weft.Coroutine;

/** The object would exist half made. */
class AwaitInConstructor {
    final String value;

    AwaitInConstructor(Coroutine<String> work) {
        value = await(work);
    }

    static Object call() {
        return new AwaitInConstructor(null);
    }
}
