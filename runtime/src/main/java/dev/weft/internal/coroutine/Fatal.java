package dev.weft.internal.coroutine;

/** The throwables that a loop cannot survive. */
public final class Fatal {

    private Fatal() {}

    /**
     * Tells whether an error leaves {@code run} at once: the JVM is broken. A stack overflow is an ordinary failure.
     */
    public static boolean is(Throwable thrown) {
        return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
    }

    /** Rethrows a fatal error; a no-op for any other throwable. */
    public static void rethrow(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
    }

    /** Throws any throwable, checked or not, as the same object. */
    @SuppressWarnings("unchecked")
    public static <X extends Throwable> RuntimeException sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
