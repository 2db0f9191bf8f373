package dev.weft.net;

import dev.weft.Future;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code drain}. */
final class DrainFrame extends StreamFrame<Void> {

    private final StreamCore core; // constant after construction
    private boolean yielded; // loop thread: it gives a close that is under way a turn

    DrainFrame(StreamCore core) {
        this.core = core;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        core.checkThread("drain");
        core.checkWritable();
        if (core.wire.isClosing()) {
            yielded = true;
            Await.yieldNow(x);
            return suspend(x, 1);
        }
        if (core.isBlocked()) {
            return waitFor(signal(), x);
        }
        return null;
    }

    @Override
    protected void recycle() {
        core.spareDrain = this;
    }

    private Future<?> signal() {
        return core.drains.add(core);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            x.take();
        } catch (Throwable thrown) {
            core.drains.forget();
            throw thrown;
        }
        if (!yielded) {
            core.checkFailure();
            return null;
        }
        yielded = false;
        core.checkWritable();
        return core.isBlocked() ? waitFor(signal(), x) : null;
    }

    @Override
    String kind() {
        return "StreamWriter";
    }

    @Override
    String method() {
        return "drain";
    }
}
