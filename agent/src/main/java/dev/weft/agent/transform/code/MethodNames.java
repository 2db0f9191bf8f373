package dev.weft.agent.transform.code;

/**
 * An async method, and the names of what it is woven into.
 *
 * @param owner internal name of its class
 * @param method its name
 * @param descriptor its descriptor
 * @param start the first-run body
 * @param resume the resumable body
 * @param frame internal name of the frame class
 */
public record MethodNames(String owner, String method, String descriptor, String start, String resume, String frame) {
    /**
     * The names for the {@code index}-th async method called {@code method} of {@code owner}: {@code m$weft$start}, and
     * for its first overload {@code m$weft1$start}. The index stands before the dollar, where no method's own name ends.
     */
    public static MethodNames of(String owner, String method, String descriptor, int index) {
        String mark = index == 0 ? "$weft$" : "$weft" + index + "$";
        return new MethodNames(
                owner, method, descriptor, method + mark + "start", method + mark + "resume", owner + mark + method);
    }
}
