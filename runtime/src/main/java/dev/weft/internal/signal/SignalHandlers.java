package dev.weft.internal.signal;

import java.util.HashMap;
import java.util.Map;

/** The signal handlers that one loop has set. */
public final class SignalHandlers {

    private final Map<String, Object> previous = new HashMap<>(); // loop thread: the previous handler of each signal

    /** Creates an empty set. */
    public SignalHandlers() {}

    /** Sets a handler, which the JVM calls on a thread of its own. */
    public void add(String signal, Runnable handler) {
        String name = Signals.shortName(signal);
        Object before = Signals.handle(name, handler);
        previous.putIfAbsent(name, before);
    }

    /** Restores the previous handler; false if none was set here. */
    public boolean remove(String signal) {
        String name = Signals.shortName(signal);
        Object before = previous.remove(name);
        if (before == null) {
            return false;
        }
        Signals.restore(name, before);
        return true;
    }

    /** Restores all previous handlers. */
    public void removeAll() {
        for (Map.Entry<String, Object> entry : previous.entrySet()) {
            Signals.restore(entry.getKey(), entry.getValue());
        }
        previous.clear();
    }
}
