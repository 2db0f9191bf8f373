package dev.weft.examples;

import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;

/**
 * A call of an {@code @Async} method makes a coroutine object and runs nothing of the body.
 *
 * <p>So nobody sees {@code shav} here. A coroutine that is made and then forgotten is reported, as a mistake; one that
 * is closed ends silently.
 */
public final class CoroutineObject {
    private CoroutineObject() {}

    @Async
    static Coroutine<Void> main() {
        System.out.println("shav");
        return completed();
    }

    /**
     * Makes the coroutine object, and looks at it.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Coroutine<Void> coroutine = main();
        System.out.println("main() made a coroutine object in the state " + coroutine.state());
        coroutine.close();
    }
}
