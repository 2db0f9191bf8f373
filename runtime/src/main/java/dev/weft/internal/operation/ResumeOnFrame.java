package dev.weft.internal.operation;

import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.internal.coroutine.ResumeOn;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code resumeOn}. A task stays on its loop. */
public final class ResumeOnFrame extends RuntimeFrame<Void> {

    private final Executor executor; // constant after construction

    /** Creates a coroutine that moves the chain which awaits it to an executor. */
    public ResumeOnFrame(Executor executor) {
        super("resumeOn");
        this.executor = Objects.requireNonNull(executor, "resumeOn(null): an executor was expected");
    }

    /** Returns the stage that does so, in place of this coroutine. */
    CompletionStage<?> stage() {
        checkUnused();
        close();
        return new ResumeOn(executor);
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        if (!x.isDetached()) {
            return null;
        }
        Await.await(new ResumeOn(executor), x);
        return suspend(x, 1);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        return x.take();
    }
}
