package dev.weft.internal.coroutine;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One await of a stage of a foreign class, which may refuse to be cancelled, and call back later or never. */
final class ForeignAwait extends AtomicBoolean implements BiConsumer<Object, Throwable> {

    private static final long serialVersionUID = 1;

    private final transient StageAwaiter awaiter; // constant after construction
    private final transient CompletionStage<?> stage; // constant after construction

    ForeignAwait(StageAwaiter awaiter, CompletionStage<?> stage) {
        this.awaiter = awaiter;
        this.stage = stage;
    }

    CompletionStage<?> stage() {
        return stage;
    }

    /** Registers this as a callback of the stage. */
    void register() {
        try {
            Stages.whenEnded(stage, this);
        } catch (Throwable thrown) { // from a stage of the program's own
            accept(null, thrown);
        }
    }

    /** Claims the right to resume the awaiter; false if it was claimed before. */
    boolean claim() {
        return compareAndSet(false, true);
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable thrown) {
        if (claim()) {
            awaiter.receive(value, thrown);
        }
    }
}
