package dev.weft.internal.signal;

import dev.weft.CancelledError;
import dev.weft.Task;
import dev.weft.internal.task.EventLoops;
import org.jspecify.annotations.Nullable;

/**
 * A watch for SIGINT while {@code run} runs on the JVM's main thread. The first SIGINT cancels main, which may clean
 * up, and ends the process if the CancelledError is not caught; a second one ends the process at once.
 *
 * <p>The handler is set by another thread, because that takes longer than all the rest of a loop's start.
 */
public final class Interrupts implements Runnable {

    private static final String SIGNAL = "INT";
    private static final String MAIN_THREAD = "main"; // the name that the JVM gives it; its number differs by version

    private static final long PATIENCE_MILLIS = 10_000; // the JVM begins to exit long before that

    private static final Object SETTING = new Object();

    private final Task<?> main; // constant after construction
    private @Nullable Object previous; // any thread, holding this: null while the handler is not set
    private boolean ended; // any thread, holding this
    private int count; // any thread, holding this

    private Interrupts(Task<?> main) {
        this.main = main;
    }

    /** Watches for SIGINT until {@link #end}; null on any thread but the main one. */
    public static @Nullable Interrupts watch(Task<?> main) {
        if (!Thread.currentThread().getName().equals(MAIN_THREAD)) {
            return null;
        }
        Interrupts interrupts = new Interrupts(main);
        Thread setter = new Thread(interrupts, "weft-signals");
        setter.setDaemon(true);
        setter.start();
        return interrupts;
    }

    /**
     * Sets the handler. Only one run does so at a time, because it could otherwise take the handler of another run for
     * the program's own.
     */
    @Override
    public void run() {
        synchronized (SETTING) {
            if (!hasEnded()) {
                set();
            }
        }
    }

    /** Sets the handler without the lock of this run: if the run ends meanwhile it does not wait for this. */
    private void set() {
        Object before;
        try {
            before = Signals.handle(SIGNAL, this::interrupted);
        } catch (IllegalArgumentException unsupported) {
            return; // the first SIGINT ends the process, as it does without this class
        }
        if (!Signals.isJvms(before) || !installed(before)) {
            Signals.restore(SIGNAL, before); // the program handles SIGINT itself, or run has ended
        }
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    private synchronized boolean installed(Object before) {
        if (!ended) {
            previous = before;
        }
        return !ended;
    }

    private synchronized void interrupted() {
        count++;
        if (count == 1 && !main.isDone()) {
            EventLoops.callIfOpen(main.loop(), main::cancel);
        } else {
            restore();
            Signals.raise(SIGNAL);
        }
    }

    /** Stops watching, and tells whether there was a SIGINT. */
    public synchronized boolean end() {
        ended = true;
        restore();
        return count > 0;
    }

    private void restore() {
        Object before = previous;
        if (before != null) {
            previous = null;
            Signals.restore(SIGNAL, before);
        }
    }

    /**
     * Ends the process as SIGINT does if this thread ends with the CancelledError that {@code run} is about to throw,
     * as Python does with an uncaught KeyboardInterrupt.
     */
    public static void endProcessIfUncaught() {
        Thread thread = Thread.currentThread();
        Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler((dying, thrown) -> {
            before.uncaughtException(dying, thrown);
            if (thrown instanceof CancelledError) {
                endProcess();
            }
        });
    }

    /** Raises the signal and waits, while another thread ends the process. */
    private static void endProcess() {
        Signals.raise(SIGNAL);
        try {
            Thread.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
