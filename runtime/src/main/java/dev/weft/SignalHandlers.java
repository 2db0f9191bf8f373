package dev.weft;

import java.util.HashMap;
import java.util.Map;

/** The signal handlers that one loop has set. */
final class SignalHandlers {

    private final Map<String, Object> previous = new HashMap<>(); // loop thread: who handled each signal before

    void add(EventLoop loop, String signal, Runnable handler) {
        String name = Signals.shortName(signal);
        Object before = Signals.handle(name, () -> loop.callIfOpen(handler));
        previous.putIfAbsent(name, before);
    }

    boolean remove(String signal) {
        String name = Signals.shortName(signal);
        Object before = previous.remove(name);
        if (before == null) {
            return false;
        }
        Signals.restore(name, before);
        return true;
    }

    boolean has(String signal) {
        return previous.containsKey(Signals.shortName(signal));
    }

    void removeAll() {
        for (Map.Entry<String, Object> entry : previous.entrySet()) {
            Signals.restore(entry.getKey(), entry.getValue());
        }
        previous.clear();
    }
}
