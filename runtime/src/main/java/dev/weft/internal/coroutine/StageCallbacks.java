package dev.weft.internal.coroutine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The registration of a callback at a stage.
 *
 * <p>{@code whenComplete} makes a second future for each callback, which nobody wants here: 64 bytes, and most of what it
 * costs to await a pending stage. While this class is being loaded the agent defines {@code $WeftCallback} beside
 * {@code CompletableFuture}, which hangs the callback into the future's own list, in the same place: 32 bytes. Without the
 * agent, and for futures of other classes, it is {@code whenComplete}. What happens is the same, in the same order.
 */
final class StageCallbacks {

    /** Instances of that class register their second argument with their first. */
    private static final String DIRECT = "java.util.concurrent.$WeftCallback";

    private static final @Nullable BiConsumer<Object, Object> REGISTRAR = registrar();

    private StageCallbacks() {}

    /** Calls back when the stage has ended, on the thread that ends it, or here and now if it has. */
    static void add(CompletionStage<?> stage, BiConsumer<Object, Throwable> callback) {
        if (REGISTRAR != null && stage.getClass() == CompletableFuture.class) {
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
