package dev.weft;

import dev.weft.internal.loop.Activity;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A callback that waits for a future, and runs in the context in which it was added. */
final class DoneCallback<T> extends Activity {

    private final Future<T> future; // constant after construction
    private final Consumer<? super Future<T>> callback; // constant after construction

    DoneCallback(Future<T> future, Consumer<? super Future<T>> callback, @Nullable Object context) {
        if (callback == null) {
            throw new NullPointerException("addDoneCallback(null): a callback was expected");
        }
        this.future = future;
        this.callback = callback;
        this.context = context;
    }

    boolean calls(Consumer<?> other) {
        return callback.equals(other);
    }

    @Override
    protected void run() {
        future.loop.core.running = this;
        try {
            callback.accept(future);
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            future.loop()
                    .callExceptionHandler(new LoopError("Exception in callback " + callback + " of " + future, thrown));
        }
    }
}
