package dev.weft;

import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.loop.LoopCore;

/** A callback from another thread, which learns nothing of the loop's end: one that is dropped is reported. */
final class ThreadsafeHandle extends Handle {

    ThreadsafeHandle(LoopCore core, Runnable callback) {
        super(core, callback, CurrentContext.captured());
    }

    @Override
    protected void dropped() {
        reportDropped();
    }
}
