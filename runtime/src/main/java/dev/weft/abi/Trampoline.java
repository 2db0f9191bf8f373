package dev.weft.abi;

import java.util.ArrayDeque;

/**
 * Resumes activations outside any loop one after the other, so that a chain of stages, each completed by the activation
 * before it, does not grow the stack.
 */
final class Trampoline {

    /**
     * What is to be resumed on this thread; the first of them is running. While nothing is, the thread holds no object of
     * this class loader, which can be collected then.
     */
    private static final ThreadLocal<ArrayDeque<Resumable>> WAITING = ThreadLocal.withInitial(ArrayDeque::new);

    private Trampoline() {}

    static void resume(Resumable activation) {
        ArrayDeque<Resumable> waiting = WAITING.get();
        waiting.add(activation);
        if (waiting.size() == 1) {
            runAll(waiting);
        }
    }

    private static void runAll(ArrayDeque<Resumable> waiting) {
        try {
            for (Resumable next = waiting.peek(); next != null; next = waiting.peek()) {
                next.resumeHere();
                waiting.remove();
            }
        } finally {
            if (!waiting.isEmpty()) { // the first has thrown; the others know nothing of that
                waiting.remove();
                runAll(waiting);
            }
        }
    }
}
