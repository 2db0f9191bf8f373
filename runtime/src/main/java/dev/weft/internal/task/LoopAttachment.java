package dev.weft.internal.task;

/** An object that another room keeps for one loop, and that is closed with it. */
public abstract class LoopAttachment {

    /** Creates an attachment. */
    protected LoopAttachment() {}

    /** Takes in nothing new from now on, because the loop's tasks are about to be cancelled for good. Loop thread. */
    protected abstract void loopEnds();

    /** Closes what is open, because the loop is closing. Loop thread. */
    protected abstract void loopCloses();
}
