import static dev.weft.Weft.await;

import dev.weft.Coroutine;

/** Nobody marked the method. */
class AwaitInPlainMethod {
    static String load(Coroutine<String> work) {
        return await(work);
    }

    static Object call() {
        return load(null);
    }
}
