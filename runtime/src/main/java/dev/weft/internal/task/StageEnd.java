package dev.weft.internal.task;

import dev.weft.EventLoop;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A future of the end of a stage, whose outcome it does not take. Cancelling it only ends the wait, and leaves nothing in the
 * stage.
 */
final class StageEnd extends StageFuture<@Nullable Object> {

    @SuppressWarnings("unchecked") // nothing reads the value
    StageEnd(CompletionStage<?> stage, EventLoop loop) {
        super((CompletionStage<@Nullable Object>) stage, loop, null);
    }

    @Override
    protected void run() {
        if (!isDone()) {
            finish(null);
        }
    }

    @Override
    void cancelStage() {
        StageWatch watch = StageWatches.of(loop.eventLoop).get(stage());
        if (watch != null) {
            watch.remove(this);
        }
    }
}
