package dev.weft.internal.coroutine;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The resumption of an activity on an executor. If the executor refuses it, the activity is told so, on the calling
 * thread: nothing else would ever resume it.
 */
final class ExecutorResumption extends AtomicBoolean implements Runnable {

    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial") // it is never serialised
    private final StageAwaiter activity; // constant after construction

    private ExecutorResumption(StageAwaiter activity) {
        this.activity = activity;
    }

    static void submit(StageAwaiter activity, Executor executor) {
        ExecutorResumption resumption = new ExecutorResumption(activity);
        try {
            executor.execute(resumption);
        } catch (Throwable refused) { // even a fatal one, such as no memory for a thread: the body throws it
            if (resumption.claim()) {
                activity.refused(refused);
                Trampoline.resume(activity, null);
            } else {
                LostFailure.report(
                        "Exception in execute of " + executor.getClass().getName() + ", which has resumed "
                                + activity.name(),
                        refused);
            }
        }
    }

    private boolean claim() {
        return compareAndSet(false, true);
    }

    @Override
    public void run() {
        if (claim()) {
            Trampoline.resume(activity, null);
        }
    }
}
