import dev.weft.Async;

/** The caller wants the number at once. */
class UnsupportedReturnType {
    @Async
    static int count() {
        return 1;
    }

    static Object call() {
        return count();
    }
}
