package dev.weft.agent.transform.code;

/**
 * A woven method, and the names of its bodies and its frame class.
 *
 * @param key the method itself
 * @param start the first-run body
 * @param resume the resumable body
 * @param frame internal name of the frame class
 */
public record MethodNames(MethodKey key, String start, String resume, String frame) {
    private static final String START = "start";

    /**
     * Names the parts of the {@code index}-th woven method of its name in its class: {@code m$weft$start}, and for the
     * first overload {@code m$weft1$start}. The index stands before the dollar, where no method's own name ends.
     */
    public static MethodNames of(MethodKey key, int index) {
        String mark = index == 0 ? "$weft$" : "$weft" + index + "$";
        String method = key.signature().name();
        return new MethodNames(key, method + mark + START, method + mark + "resume", key.owner() + mark + method);
    }

    /** Returns the method as users know it, {@code Orders.load}. */
    public String displayName() {
        String owner = owner();
        return owner.substring(owner.lastIndexOf('/') + 1) + "." + method();
    }

    /** Returns the name of the method by which a recursion calls the first-run body: see {@link NestedCall}. */
    public String nested() {
        return start.substring(0, start.length() - START.length()) + "nested";
    }

    /** Returns the internal name of the class of the method. */
    public String owner() {
        return key.owner();
    }

    /** Returns the name of the method. */
    public String method() {
        return key.signature().name();
    }

    /** Returns the descriptor of the method. */
    public String descriptor() {
        return key.signature().descriptor();
    }
}
