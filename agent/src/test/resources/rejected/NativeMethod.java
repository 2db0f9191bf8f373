import dev.weft.Async;
import dev.weft.Coroutine;

/** There is no body to weave. */
class NativeMethod {
    @Async
    static native Coroutine<String> load();

    static Object call() {
        return load();
    }
}
