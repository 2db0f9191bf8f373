package dev.weft.internal.coroutine;

/**
 * The limit of a chain of activations of which each awaits the next. Without one an endless recursion would fill the
 * heap, because it needs no stack.
 *
 * <p>The limit is looked at now and then, at no cost for a chain of fewer than 1,000 activations. So a chain that ends in
 * an error is up to some thousand activations longer.
 */
public final class DepthLimit {

    /** The depth from which on the limit is looked at, and the most by which a check may come too late. */
    public static final int COARSE = 1_000;

    /** The limit where no other was set. */
    public static final int DEFAULT = Math.max(1, Integer.getInteger("weft.maxDepth", 100_000));

    private DepthLimit() {}

    /** Tells whether a chain is too long, from its innermost activation outward. */
    static boolean isExceeded(Activation<?> innermost, int limit) {
        long left = (long) limit + COARSE;
        Activation<?> at = innermost;
        while (at != null && left >= 0) {
            at = at.parent;
            left--;
        }
        return left < 0;
    }

    /** Creates the error of a chain that is too long. */
    public static StackOverflowError error(String innermost, int limit) {
        return new StackOverflowError("more than " + limit
                + " calls of @Async methods await each other, the last one in "
                + innermost + ". If this is not an endless recursion, raise the limit with -Dweft.maxDepth=... or"
                + " Runner.builder().maxDepth(...)");
    }
}
