package dev.weft.examples;

import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;

/**
 * A lesson on coroutine objects: a call of an {@code @Async} method creates one and runs nothing of the method's body.
 *
 * <p>So {@code shav} is never printed here. A coroutine that is created and then forgotten is reported as a bug; one
 * that is closed ends silently.
 */
public final class CoroutineObject {
    private CoroutineObject() {}

    @Async
    static Coroutine<Void> main() {
        System.out.println("shav");
        return completed();
    }

    /**
     * Creates the coroutine object and prints its state.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Coroutine<Void> coroutine = main();
        System.out.println("main() made a coroutine object in the state " + coroutine.state());
        coroutine.close();
    }
}
