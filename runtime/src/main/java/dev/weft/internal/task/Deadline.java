package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.time.Nanos;

/**
 * A deadline that can be moved, and is itself the entry in the loop's timers and in its ready queue: it needs no handle.
 *
 * <p>An entry cannot be taken out of the ready queue. When a deadline that has come is moved or withdrawn, its entry there
 * is stale, and is skipped when its turn comes.
 */
public abstract class Deadline extends Activity {

    private long deadline; // loop thread
    private int timerPosition; // loop thread: the position in the wheel
    private boolean waiting; // loop thread: it is in the timers
    private boolean due; // loop thread: its newest entry in the ready queue counts
    private int stale; // loop thread: its older entries there, which do not

    /** Creates a deadline, on the scale of the loop's clock, that is not scheduled. */
    protected Deadline(long deadline) {
        this.deadline = deadline;
    }

    /** Returns the deadline. */
    protected final long deadline() {
        return deadline;
    }

    /** Schedules the expiry: in the next turn if the deadline has passed. */
    protected final void scheduleAt(long nanos, EventLoop loop) {
        withdraw(loop);
        LoopCore core = ((LoopAccess) loop).core;
        long now = core.time();
        deadline = Nanos.deadline(nanos, now);
        context = CurrentContext.captured(core);
        if (nanos - now <= 0) {
            due = true;
            core.add(this);
        } else {
            waiting = true;
            core.schedule(this);
        }
    }

    /** Withdraws the expiry, if it is scheduled. */
    protected final void withdraw(EventLoop loop) {
        if (waiting) {
            waiting = false;
            ((LoopAccess) loop).core.unschedule(this);
        } else if (due) {
            due = false;
            stale++;
        }
    }

    /** The deadline has come. */
    protected abstract void deadlineCame();

    /** Returns the loop. */
    protected abstract EventLoop eventLoop();

    @Override
    protected final void expire(LoopCore core) {
        waiting = false;
        due = true;
        core.add(this);
    }

    @Override
    protected final void run() {
        if (stale > 0) {
            stale--;
        } else if (due) {
            due = false;
            ((LoopAccess) eventLoop()).core.running = this;
            deadlineCame();
        }
    }

    @Override
    protected final long timerDeadline() {
        return deadline;
    }

    @Override
    protected final int timerPosition() {
        return timerPosition;
    }

    @Override
    protected final void timerPosition(int position) {
        timerPosition = position;
    }
}
