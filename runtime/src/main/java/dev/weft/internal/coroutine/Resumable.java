package dev.weft.internal.coroutine;

import dev.weft.internal.loop.Activity;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An activity that can be resumed, and cancelled, outside any loop: on the thread that ends what it awaits. */
public abstract class Resumable extends Activity {

    /** Creates an activity. */
    protected Resumable() {}

    /** Resumes the activity on the calling thread. */
    protected abstract void resumeHere();

    /**
     * Requests the cancellation of this activity. Any thread.
     *
     * @return the stage that it awaits, which is to be cancelled before {@link #resumeCancelled} is called; null if it
     *     awaits none or was cancelled before
     */
    abstract @Nullable CompletionStage<?> claimCancel();

    /**
     * Resumes the activity with the exception of a cancelled one, after {@link #claimCancel} has returned a stage other
     * than a {@link CoroutineResult}.
     */
    abstract void resumeCancelled();
}
