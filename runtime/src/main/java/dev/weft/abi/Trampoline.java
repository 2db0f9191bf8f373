package dev.weft.abi;

import java.util.ArrayDeque;

/**
 * Resumes activations outside any loop one after the other, so that a chain of stages, each completed by the activation
 * before it, does not grow the stack.
 */
final class Trampoline {

    private static final ThreadLocal<Trampoline> OF_THREAD = ThreadLocal.withInitial(Trampoline::new);

    private final ArrayDeque<Resumable> waiting = new ArrayDeque<>(); // its thread
    private boolean running; // its thread

    private Trampoline() {}

    static void resume(Resumable activation) {
        Trampoline trampoline = OF_THREAD.get();
        trampoline.waiting.add(activation);
        if (!trampoline.running) {
            trampoline.runAll();
        }
    }

    private void runAll() {
        running = true;
        try {
            for (Resumable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.resumeHere();
            }
        } finally {
            running = false;
        }
    }
}
