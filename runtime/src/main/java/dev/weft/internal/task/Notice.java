package dev.weft.internal.task;

import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.ForeignText;

/** An action for a loop from another thread, which a closed loop can do without. */
final class Notice extends Activity {

    private final LoopAccess loop; // constant after construction
    private final Runnable action; // constant after construction

    Notice(LoopAccess loop, Runnable action) {
        this.loop = loop;
        this.action = action;
    }

    @Override
    protected void run() {
        loop.core.running = this;
        try {
            action.run();
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            loop.report("Exception in callback " + ForeignText.of(action), thrown);
        }
    }
}
