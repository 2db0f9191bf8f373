package dev.weft.agent.transform.scan;

/** How a woven method runs, which its return type chooses, if not stress mode. */
public enum ReturnKind {
    /** Returns {@code Coroutine}: a call gives a cold coroutine object. */
    COROUTINE,
    /** Returns {@code CompletionStage}, {@code CompletableFuture} or a subclass of it: a call runs the body at once. */
    STAGE,
    /** Returns what it likes: it was not made to suspend, but stress mode makes it. */
    PLAIN
}
