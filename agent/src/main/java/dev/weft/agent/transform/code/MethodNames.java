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
     * The names for the {@code index}-th async method called {@code method} of {@code owner}: overloads are told apart by
     * their index, the first one bears the plain name.
     */
    public static MethodNames of(String owner, String method, String descriptor, int index) {
        String suffix = index == 0 ? "" : "$" + index;
        String woven = method + "$weft" + suffix;
        return new MethodNames(
                owner, method, descriptor, woven + "$start", woven + "$resume", owner + "$weft$" + method + suffix);
    }
}
