package dev.weft.agent.transform.code;

/** The kinds of suspension points, by what is awaited there. */
public enum SuspensionKind {
    /** {@code await(awaitable)}: a coroutine, task or future. */
    AWAITABLE(WeftNames.AWAITABLE_TYPE),
    /** {@code await(stage)}. */
    STAGE(WeftNames.STAGE_TYPE),
    /** {@code return other(x);}: the returned coroutine is awaited. */
    RETURNED(WeftNames.AWAITABLE_TYPE),
    /** {@code await(f(x))} where {@code f}'s woven body is called directly: no coroutine object. */
    FUSED(""),
    /** {@code await(sleep(d))}: no coroutine object. */
    SLEEP("Ljava/time/Duration;"),
    /** {@code await(yieldNow())}: no coroutine object. */
    YIELD(""),
    /** {@code await(iterator.advance())}: no coroutine object. */
    ADVANCE(WeftNames.ASYNC_ITERATOR_TYPE),
    /** {@code emit(value)}: nothing is awaited and no value given, but the generator suspends. */
    EMIT("Ljava/lang/Object;"),
    /** The end of a call in stress mode: nothing is awaited and no value given, but the method suspends. */
    PAUSE("");

    private final String operands;

    SuspensionKind(String operands) {
        this.operands = operands;
    }

    /**
     * Returns the descriptors of what a point of this kind takes off the stack; those of a fused call are its own, and an
     * emit may take an unboxed value.
     */
    public String operands() {
        return operands;
    }
}
