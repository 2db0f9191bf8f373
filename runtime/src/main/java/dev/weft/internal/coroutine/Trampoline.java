package dev.weft.internal.coroutine;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Resumes activations outside any loop one after the other, so that a chain of stages, each completed by the activation
 * before it, does not grow the stack.
 */
public final class Trampoline {

    private static final int RUNNING = 0; // the first of those that run on the thread one after the other
    private static final int WAITING = 1; // an ArrayDeque of those that are to run behind it, made when it is needed

    /** While nothing runs on it, the thread holds no object of this class loader, which can be collected then. */
    private static final ThreadLocal<@Nullable Object[]> STATE = ThreadLocal.withInitial(() -> new @Nullable Object[2]);

    private Trampoline() {}

    /** Resumes an activation on this thread: now, or behind those that it runs already. */
    public static void resume(Resumable activation) {
        @Nullable Object[] state = STATE.get();
        if (state[RUNNING] == null) {
            state[RUNNING] = activation;
            runAll(activation, state);
        } else {
            waiting(state).add(activation);
        }
    }

    private static void runAll(@Nullable Resumable first, @Nullable Object[] state) {
        Resumable next = first;
        try {
            while (next != null) {
                next.resumeHere();
                next = state[WAITING] == null ? null : waiting(state).poll();
            }
        } finally {
            if (next == null) {
                state[RUNNING] = null;
            } else { // it has thrown; the others know nothing of that
                runAll(waiting(state).poll(), state);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static ArrayDeque<Resumable> waiting(@Nullable Object[] state) {
        Object made = state[WAITING];
        if (made == null) {
            made = new ArrayDeque<Resumable>();
            state[WAITING] = made;
        }
        return (ArrayDeque<Resumable>) made;
    }
}
