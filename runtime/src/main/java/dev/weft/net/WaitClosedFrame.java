package dev.weft.net;

import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code waitClosed} of a writer or a connection. */
final class WaitClosedFrame extends StreamFrame<Void> {

    private final StreamCore core; // constant after construction
    private final String kind; // constant after construction

    WaitClosedFrame(StreamCore core, String kind) {
        this.core = core;
        this.kind = kind;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        core.checkThread("waitClosed");
        if (!core.isLost()) {
            return waitFor(core.closes.add(core), x);
        }
        core.checkFailure();
        return null;
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            x.take();
        } catch (Throwable thrown) {
            core.closes.forget();
            throw thrown;
        }
        core.checkFailure();
        return null;
    }

    @Override
    String kind() {
        return kind;
    }

    @Override
    String method() {
        return "waitClosed";
    }
}
