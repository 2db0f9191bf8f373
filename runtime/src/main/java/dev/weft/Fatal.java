package dev.weft;

/** Which throwables a loop cannot live with. */
final class Fatal {

    private Fatal() {}

    /** True of what leaves {@code run} at once: the JVM is broken, but a full stack is an ordinary failure. */
    static boolean is(Throwable thrown) {
        return thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError);
    }

    /** Throws what is fatal on. */
    static void rethrow(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(error instanceof StackOverflowError)) {
            throw error;
        }
    }

    /** Throws anything, checked or not, as the same object. */
    @SuppressWarnings("unchecked")
    static <X extends Throwable> RuntimeException sneak(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
