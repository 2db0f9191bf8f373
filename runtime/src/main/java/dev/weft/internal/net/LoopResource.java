package dev.weft.internal.net;

import org.jspecify.annotations.Nullable;

/** An open thing of one loop, such as a socket, which is closed at the latest when the loop is. */
public abstract class LoopResource {

    @Nullable
    LoopResource before; // loop thread: the link of a LoopNetwork

    @Nullable
    LoopResource after; // loop thread: the link of a LoopNetwork

    boolean listed; // loop thread: in the list of its LoopNetwork

    /** Creates a resource that no loop knows yet. */
    protected LoopResource() {}

    /** Takes in nothing new from now on, because the loop's tasks are about to be cancelled for good. */
    protected void loopEnds() {}

    /** Closes this resource at once, without a further turn of the loop. */
    protected abstract void loopCloses();
}
