package dev.weft.internal.task;

import dev.weft.Future;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.ForeignText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A callback that waits for a future, and runs in the context in which it was added. */
public final class DoneCallback<T extends @Nullable Object> extends Activity {

    private final Future<T> future; // constant after construction
    private final Consumer<? super Future<T>> callback; // constant after construction

    /** Creates a callback that is not registered yet. */
    public DoneCallback(Future<T> future, Consumer<? super Future<T>> callback, @Nullable Object context) {
        if (callback == null) {
            throw new NullPointerException("addDoneCallback(null): a callback was expected");
        }
        this.future = future;
        this.callback = callback;
        this.context = context;
    }

    FutureCore<T> future() {
        return future;
    }

    Consumer<? super Future<T>> callback() {
        return callback;
    }

    boolean calls(Consumer<?> other) {
        return callback.equals(other);
    }

    @Override
    protected void run() {
        LoopAccess loop = ((FutureCore<?>) future).loop;
        loop.core.running = this;
        if (context != null) {
            CurrentContext.begin(this);
        }
        try {
            callback.accept(future);
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            loop.report("Exception in callback " + ForeignText.of(callback) + " of " + future, thrown);
        } finally {
            if (context != null) { // the callback may have set a bridged variable itself
                CurrentContext.end(this);
            }
        }
    }
}
