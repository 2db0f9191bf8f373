package dev.weft.internal.coroutine;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The callback by which a future of the program's own class, when it is completed from outside, cancels its activation. */
public final class OutsideEnd implements BiConsumer<Object, Throwable> {

    private final Resumable source; // constant after construction

    private OutsideEnd(Resumable source) {
        this.source = source;
    }

    /** Cancels an activity when a future is completed by anything else. */
    public static void watch(CompletableFuture<?> result, Resumable source) {
        Stages.whenEnded(result, new OutsideEnd(source));
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable thrown) {
        CancelChain.cancel(source);
    }
}
