package dev.weft.agent.transform.code;

/**
 * A method that blocks the thread that calls it.
 *
 * @param name the method as users write it, {@code Thread.sleep}
 * @param alternative what to use in its place in code that awaits, the rest of a sentence that begins with "Use"
 * @param mayReturnAtOnce whether it blocks only now and then, such as the take of a lock
 * @param receiverTells whether the object on which it is called tells if it would block, such as a future that may be done
 */
public record BlockingCall(String name, String alternative, boolean mayReturnAtOnce, boolean receiverTells) {
    /** Returns the same for a method by the name of a class that inherits it. */
    public BlockingCall named(String otherName) {
        return new BlockingCall(otherName, alternative, mayReturnAtOnce, receiverTells);
    }

    /** Returns what to do in code that awaits, as a sentence. */
    public String remedy() {
        return "Use " + alternative + "."
                + (mayReturnAtOnce ? " It is refused even where it need not wait now, as another time it may." : "");
    }
}
