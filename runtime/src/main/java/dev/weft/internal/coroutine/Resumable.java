package dev.weft.internal.coroutine;

import dev.weft.internal.loop.Activity;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An activity that can be resumed, and cancelled, outside any loop: on the thread that ends what it awaits. */
public abstract class Resumable extends Activity {

    private int depth; // any thread, roughly: the number of activities that await this one, each awaiting the next

    /** Creates an activity. */
    protected Resumable() {}

    /** Resumes the activity on the calling thread. */
    protected abstract void resumeHere();

    /**
     * Requests the cancellation of this activity, and cancels what it awaits. Any thread.
     *
     * @param chain the cancellation of which this is a step; it resumes this activity later if it has to
     * @return the activity that is to be cancelled next; null if none is
     */
    abstract @Nullable Resumable cancelStep(CancelChain chain);

    /** Resumes the activity with the exception of a cancelled one, as a {@link CancelChain} does. */
    abstract void resumeCancelled();

    /** Returns the stage that this activity awaits, or null. Any thread, which may see an older one. */
    abstract @Nullable CompletionStage<?> awaitedStage();

    /** Returns the number of activities that await this one, each awaiting the next; roughly, see {@link #passDepth}. */
    final int depth() {
        return depth;
    }

    /**
     * Passes the depth of this activity on to the one whose stage it is going to await. That one may run ahead on
     * another thread: from {@link DepthLimit#COARSE} on, those that follow it are told, too.
     */
    final void passDepth(CompletionStage<?> stage) {
        int reached = depth;
        Resumable next = sourceOf(stage);
        while (next != null && next.depth <= reached) {
            next.depth = ++reached;
            next = reached < DepthLimit.COARSE ? null : sourceOf(next.awaitedStage());
        }
    }

    private static @Nullable Resumable sourceOf(@Nullable CompletionStage<?> stage) {
        if (stage instanceof OwnStage own) {
            return own.source();
        }
        return stage == null || Stages.isOfKnownClass(stage) ? null : Trampoline.createdFor(stage);
    }

    /** Notes that this activity belongs into a chain, so many calls further inward than another one, or the first. */
    final void follow(@Nullable Resumable outer, int calls) {
        depth = (outer == null ? 0 : outer.depth) + calls;
    }

    /** Returns the loop to which this activity belongs, or null. */
    protected @Nullable Object home() {
        return null;
    }

    /** Tells whether this activity completes a stage, of a class that does not know it. */
    protected boolean completes(CompletionStage<?> stage) {
        return false;
    }

    /** Returns the limit of the chain that this activity belongs to. */
    protected int maxDepth() {
        return DepthLimit.DEFAULT;
    }

    /** Takes the depth of another activity, whose place this one takes. */
    final void takePlaceOf(Resumable other) {
        depth = other.depth;
    }
}
