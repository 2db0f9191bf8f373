package dev.weft.agent.transform.code;

/** The names of the public API that user code is recognised by. */
public final class WeftNames {
    /** {@code dev.weft.Weft}. */
    public static final String WEFT = "dev/weft/Weft";

    /** {@code dev.weft.Coroutine}. */
    public static final String COROUTINE = "dev/weft/Coroutine";

    /** The suspension point. */
    public static final String AWAIT = "await";

    /** How a coroutine returns its value. */
    public static final String COMPLETED = "completed";

    /** {@code await(Awaitable)}. */
    public static final String AWAIT_AWAITABLE = "(Ldev/weft/Awaitable;)Ljava/lang/Object;";

    /** {@code await(CompletionStage)}. */
    public static final String AWAIT_STAGE = "(Ljava/util/concurrent/CompletionStage;)Ljava/lang/Object;";

    /** {@code await(Awaitable, Class)}. */
    public static final String AWAIT_AWAITABLE_THROWING = "(Ldev/weft/Awaitable;Ljava/lang/Class;)Ljava/lang/Object;";

    /** {@code await(CompletionStage, Class)}. */
    public static final String AWAIT_STAGE_THROWING =
            "(Ljava/util/concurrent/CompletionStage;Ljava/lang/Class;)Ljava/lang/Object;";

    private WeftNames() {}
}
