package dev.weft.internal.signal;

import java.util.HashMap;
import java.util.Map;

/** The signal handlers that one loop has set. */
public final class SignalHandlers {

    private final Map<String, Runnable> handlers = new HashMap<>(); // loop thread: by the short name of the signal

    /** Creates an empty set. */
    public SignalHandlers() {}

    /** Sets a handler, which the JVM calls on a thread of its own. It replaces the one that was set here before. */
    public void add(String signal, Runnable handler) {
        SignalSource source = SignalSource.of(signal);
        Runnable unique = new Receiver(handler);
        source.add(unique);
        Runnable before = handlers.put(SignalSource.shortName(signal), unique);
        if (before != null) {
            source.remove(before);
        }
    }

    /** Removes a handler; false if none was set here. */
    public boolean remove(String signal) {
        Runnable handler = handlers.remove(SignalSource.shortName(signal));
        if (handler == null) {
            return false;
        }
        SignalSource.of(signal).remove(handler);
        return true;
    }

    /** Tells whether none is set here. */
    public boolean isEmpty() {
        return handlers.isEmpty();
    }

    /** Removes all handlers. */
    public void removeAll() {
        handlers.forEach((name, handler) -> SignalSource.of(name).remove(handler));
        handlers.clear();
    }

    /** A handler that was set: the program may set the same object twice. */
    private static final class Receiver implements Runnable {

        private final Runnable handler; // constant after construction

        Receiver(Runnable handler) {
            this.handler = handler;
        }

        @Override
        public void run() {
            handler.run();
        }
    }
}
