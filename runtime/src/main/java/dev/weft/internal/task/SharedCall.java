package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.TaskOptions;
import dev.weft.abi.Frame;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.coroutine.CoroutineResult;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.LoopCore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The rest of a chain of activations that has begun outside any loop: a task of the {@link SharedLoop} runs it. */
final class SharedCall<T extends @Nullable Object> extends Activity {

    private final EventLoop loop = SharedLoop.get(); // constant after construction
    private final Stage stage = new Stage(this); // constant after construction
    private final Frame<T> innermost; // constant after construction: not started
    private @Nullable Task<T> task; // loop thread: null until it has started

    private SharedCall(Frame<T> innermost) {
        this.innermost = innermost;
        this.context = CurrentContext.captured();
    }

    /** Runs a chain, given the coroutine with which it goes on; returns a stage of the outermost one's value. */
    static <T extends @Nullable Object> CoroutineResult start(Frame<T> innermost) {
        SharedCall<T> call = new SharedCall<>(innermost);
        ((LoopAccess) call.loop).core.enqueue(call);
        return call.stage;
    }

    /** Returns the task that completes a stage; null if none does, or none has started yet. Any thread. */
    static @Nullable Task<?> taskOf(CompletionStage<?> stage) {
        return stage instanceof Stage own ? own.call.task : null;
    }

    /** Starts the task at once: the chain has begun, so a request to cancel must not keep its cleanup from running. */
    @Override
    @SuppressWarnings("unchecked")
    protected void run() {
        ((LoopAccess) loop).core.running = this;
        try {
            Task<T> started = loop.createTask(innermost, TaskOptions.defaults().eager());
            task = started;
            OutsideFuture.connect(started, (CompletableFuture<T>) (CompletableFuture<?>) stage, false);
        } catch (Throwable thrown) {
            stage.completeExceptionally(thrown);
            Fatal.rethrow(thrown);
        }
    }

    @Override
    protected void dropped() {
        stage.completeExceptionally(new IllegalStateException(
                "the loop that was to run " + innermost.name() + " has ended by an error: see the log"));
    }

    private void cancel(@Nullable CancelRequested why) {
        if (task != null) {
            EventLoops.cancel(task, CancelSource.STAGE, why);
        }
    }

    /** The stage, which completes on the loop's thread. */
    private static final class Stage extends CoroutineResult {

        private final SharedCall<?> call; // constant after construction

        Stage(SharedCall<?> call) {
            this.call = call;
        }

        @Override
        public @Nullable Object contextAtEnd() {
            Task<?> task = call.task;
            return CurrentContext.shareable(task == null ? call.context : LoopCore.contextOf(task));
        }

        @Override
        protected Executor resumesOn() {
            return Resumptions.EXECUTOR;
        }

        /** The request comes to the loop behind the call. */
        @Override
        protected void requestCancel() {
            CancelRequested why = EventLoops.explainsCancels(call.loop)
                    ? CancelRequested.through(", through the method that awaits it")
                    : null;
            EventLoops.callIfOpen(call.loop, () -> call.cancel(why));
        }
    }
}
