package dev.weft.internal.coroutine;

import dev.weft.internal.loop.Activity;

/** An activity that can be resumed outside any loop, on the thread that completes what it awaits. */
public abstract class Resumable extends Activity {

    /** Creates an activity. */
    protected Resumable() {}

    /** Resumes the activity on the calling thread. */
    protected abstract void resumeHere();
}
