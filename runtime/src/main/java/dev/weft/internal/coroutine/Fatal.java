package dev.weft.internal.coroutine;

/** The throwables that a loop cannot live with. */
public final class Fatal {

    private Fatal() {}

    /** True of what leaves {@code run} at once: the JVM is broken, but a full stack is an ordinary failure. */
    public static boolean is(Throwable thrown) {
        return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
    }

    /** Rethrows what is fatal. */
    public static void rethrow(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
    }

    /** Throws anything, checked or not, as the same object. */
    @SuppressWarnings("unchecked")
    public static <X extends Throwable> RuntimeException sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
