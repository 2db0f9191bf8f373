package dev.weft.agent.transform.normalise;

/** What is awaited at a suspension point, as far as the bytecode tells. */
public enum AwaitKind {
    /** {@code await(awaitable)}: a coroutine, task or future. */
    AWAITABLE,
    /** {@code await(stage)}. */
    STAGE,
    /** {@code return other(x);}: the returned coroutine is awaited. */
    RETURNED,
    /** {@code await(f(x))} where {@code f}'s woven body is called directly: no coroutine object. */
    FUSED,
    /** {@code await(sleep(d))}: no coroutine object. */
    SLEEP,
    /** {@code await(yieldNow())}: no coroutine object. */
    YIELD,
    /** The end of a call in stress mode: nothing is awaited and nothing given, but the method suspends. */
    PAUSE
}
