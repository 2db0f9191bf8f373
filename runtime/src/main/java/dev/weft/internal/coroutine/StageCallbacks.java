package dev.weft.internal.coroutine;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The registration of a callback with a stage.
 *
 * <p>{@code whenComplete} allocates a second future for each callback, which nothing needs here: 64 bytes, and most of
 * the cost of awaiting a pending stage. While this class is being loaded the agent defines {@code $WeftCallback} beside
 * {@code CompletableFuture}; it pushes the callback onto the future's own list, in the same place: 32 bytes. Without
 * the agent, and for futures of other classes, it is {@code whenComplete}. The effects are the same, in the same order.
 */
final class StageCallbacks {

    /** The name of that class. Its instances register their second argument with their first. */
    private static final String DIRECT = "java.util.concurrent.$WeftCallback";

    private static final @Nullable BiConsumer<Object, Object> REGISTRAR = registrar();

    private StageCallbacks() {}

    /** Tells whether a stage is of a class that calls back exactly once, and can be completed by anybody. */
    static boolean isDirect(CompletionStage<?> stage) {
        return Stages.isOfKnownClass(stage) || stage instanceof CoroutineResult;
    }

    /**
     * Registers a callback. It is called on the thread that completes the stage, or at once if the stage has completed.
     */
    static void add(CompletionStage<?> stage, BiConsumer<Object, Throwable> callback) {
        if (REGISTRAR != null && isDirect(stage)) {
            REGISTRAR.accept(stage, callback);
        } else {
            stage.whenComplete(callback);
        }
    }

    @SuppressWarnings("unchecked")
    private static @Nullable BiConsumer<Object, Object> registrar() {
        try {
            return Class.forName(DIRECT, true, null)
                    .asSubclass(BiConsumer.class)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException withoutAgent) {
            return null;
        } catch (ReflectiveOperationException notOurs) {
            throw new ExceptionInInitializerError(notOurs);
        }
    }
}
