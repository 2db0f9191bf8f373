package dev.weft.internal.task;

import dev.weft.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * The event loop of code that runs outside any loop and needs one: methods that return stages and await {@code sleep}, a
 * timeout, a lock. One thread runs it, a daemon, which starts when it is first needed.
 *
 * <p>It never ends, unless an error that the JVM cannot live with ends it. What waits for it then fails, and the next one
 * that needs it starts another.
 */
final class SharedLoop implements Runnable {

    private static final String ADVICE = "it is that of all methods which return stages and wait outside a loop. Such a"
            + " method gets there with await(taskGroup(group -> { ...; return completed(); })). Or run what belongs"
            + " together on a loop of your own, with Weft.run";

    private static final String THREAD = "weft-shared-loop";
    private static @Nullable EventLoop current; // any thread, holding the class

    private final EventLoop loop; // constant after construction

    private SharedLoop(EventLoop loop) {
        this.loop = loop;
    }

    /** Returns the loop, which is started if it does not run. Any thread. */
    static synchronized EventLoop get() {
        EventLoop running = current;
        if (running == null || running.isClosed()) {
            running = EventLoop.create();
            running.setName("shared");
            ((TaskLoop) running).detectsStalls = false; // other threads give it what it does
            ((LoopAccess) running).core.advise(ADVICE);
            current = running;
            start(new SharedLoop(running));
        }
        return running;
    }

    private static void start(SharedLoop shared) {
        Thread thread = new Thread(null, shared, THREAD, 0, false); // without the caller's inheritable thread-locals
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader()); // that of the caller may have to be collected
        thread.start();
    }

    @Override
    public void run() {
        try {
            loop.runForever();
        } finally {
            loop.close();
        }
    }
}
