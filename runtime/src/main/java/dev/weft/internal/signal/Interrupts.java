package dev.weft.internal.signal;

import dev.weft.CancelledError;
import dev.weft.Task;
import dev.weft.internal.task.CancelRequested;
import dev.weft.internal.task.CancelSource;
import dev.weft.internal.task.EventLoops;
import org.jspecify.annotations.Nullable;

/**
 * A watch for SIGINT while {@code run} runs on the JVM's main thread. The first SIGINT cancels main, which may clean
 * up, and ends the process if the CancelledError is not caught; a second one ends the process at once.
 */
public final class Interrupts implements Runnable {

    private static final String SIGNAL = "INT";
    private static final String MAIN_THREAD = "main"; // the name that the JVM gives it; its number differs by version

    private static volatile boolean prepared; // any thread: two threads may both prepare, which does no harm

    private final Task<?> main; // constant after construction
    private final SignalSource source; // constant after construction
    private int count; // any thread, holding this

    private Interrupts(Task<?> main, SignalSource source) {
        this.main = main;
        this.source = source;
    }

    /**
     * Begins what {@link #watch} needs, on another thread: the first use of the JVM's signals takes 5 ms, as long as the
     * creation of a loop, which can go on meanwhile. A no-op on any thread but the main one, and the second time.
     */
    public static void prepare() {
        if (!prepared && Thread.currentThread().getName().equals(MAIN_THREAD)) {
            prepared = true;
            Thread preparation = new Thread(new Preparation(), "weft-signals");
            preparation.setDaemon(true);
            preparation.start();
        }
    }

    /**
     * Watches for SIGINT until {@link #end}.
     *
     * @return null on any thread but the main one, and where the program handles SIGINT itself or the JVM does not let it
     */
    public static @Nullable Interrupts watch(Task<?> main) {
        if (!Thread.currentThread().getName().equals(MAIN_THREAD)) {
            return null;
        }
        try {
            SignalSource source = SignalSource.of(SIGNAL);
            Interrupts interrupts = new Interrupts(main, source);
            return source.addLast(interrupts) ? interrupts : null;
        } catch (IllegalArgumentException unsupported) {
            return null; // the first SIGINT ends the process, as it does without this class
        }
    }

    /** Receives SIGINT, on a thread of the JVM. */
    @Override
    public void run() {
        if (isFirst() && !main.isDone()) {
            EventLoops.callIfOpen(main.loop(), this::cancelMain);
        } else {
            source.passOn();
        }
    }

    private void cancelMain() {
        EventLoops.cancel(
                main,
                CancelSource.SIGINT,
                EventLoops.explainsCancels(main.loop()) ? CancelRequested.by("SIGINT") : null);
    }

    private synchronized boolean isFirst() {
        return ++count == 1;
    }

    /** Stops watching, and tells whether there was a SIGINT. */
    public boolean end() {
        source.remove(this);
        synchronized (this) {
            return count > 0;
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
            try {
                before.uncaughtException(dying, thrown);
            } finally {
                if (thrown instanceof CancelledError) {
                    SignalSource.of(SIGNAL).passOn();
                }
            }
        });
    }

    /** The preparation: {@link #watch} waits for it by the lock of the sources. */
    private static final class Preparation implements Runnable {

        @Override
        public void run() {
            try {
                SignalSource.of(SIGNAL);
            } catch (IllegalArgumentException unsupported) {
                return; // watch meets it, too, and does without
            }
        }
    }
}
