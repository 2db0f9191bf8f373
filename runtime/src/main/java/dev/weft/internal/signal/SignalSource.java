package dev.weft.internal.signal;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One signal of the process, and its receivers in Weft: loops and the watch for SIGINT. The newest one gets the signal.
 *
 * <p>All share one handler of the JVM, this object, so that they can come and go in any order. It is installed with the
 * first receiver. When the last one leaves, what it replaced is restored, unless the program has set a handler of its
 * own meanwhile. A handler of the program that passes a signal on to this object, after that, reaches what the JVM did
 * in the first place.
 *
 * <p>The JDK offers no other way than {@code sun.misc.Signal}, in the module {@code jdk.unsupported}. {@link HandlerClass}
 * is the subclass that calls it.
 */
abstract class SignalSource {

    private static final Map<String, SignalSource> ALL = new HashMap<>(); // any thread, holding it

    private final String name; // constant after construction
    private final List<Runnable> receivers = new ArrayList<>(); // any thread, holding this
    private @Nullable Object original; // any thread, holding this: the handler before the first receiver ever
    private @Nullable Object replaced; // any thread, holding this: the handler to restore

    /** Creates the source of a signal without receivers. */
    protected SignalSource(String name) {
        this.name = name;
    }

    /** Creates the source of another signal. */
    protected abstract SignalSource create(String signal);

    /** Sets a handler of the JVM, and returns the one before. */
    protected abstract Object set(String signal, Object handler);

    /** Calls a handler of the JVM. */
    protected abstract void call(Object handler, String signal);

    /** Sends a signal to this process. */
    protected abstract void raise(String signal);

    /**
     * Returns the source of a signal.
     *
     * @throws IllegalArgumentException if the JVM does not let programs handle signals at all
     */
    static SignalSource of(String signal) {
        String name = shortName(signal);
        synchronized (ALL) {
            SignalSource known = ALL.get(name);
            if (known == null) {
                known = Prototype.get(name).create(name);
                ALL.put(name, known);
            }
            return known;
        }
    }

    /** Returns the name as the JDK has it: {@code INT} for {@code SIGINT}. */
    static String shortName(String signal) {
        String name = signal.toUpperCase(Locale.ROOT);
        return name.startsWith("SIG") ? name.substring(3) : name;
    }

    /**
     * Adds a receiver, which gets the signal before all others, on a thread of the JVM.
     *
     * @throws IllegalArgumentException if the JVM does not let programs handle this signal
     */
    synchronized void add(Runnable receiver) {
        install();
        receivers.add(receiver);
    }

    /**
     * Adds a receiver that gets the signal after all others; false if the program handles the signal itself.
     *
     * @throws IllegalArgumentException if the JVM does not let programs handle this signal
     */
    synchronized boolean addLast(Runnable receiver) {
        Object before = setOrRefuse(this);
        if (before != this && before.getClass().getClassLoader() != null) { // else it is one of the JVM
            setOrRefuse(before);
            return false;
        }
        note(before);
        receivers.add(0, receiver);
        return true;
    }

    private void install() {
        note(setOrRefuse(this));
    }

    private void note(Object before) {
        if (before != this) {
            replaced = before;
            original = original == null ? before : original;
        }
    }

    private Object setOrRefuse(Object handler) {
        try {
            return set(name, handler);
        } catch (IllegalArgumentException e) {
            throw refused(name, e);
        }
    }

    /** Removes a receiver; a no-op the second time. */
    synchronized void remove(Runnable receiver) {
        if (!forget(receiver) || !receivers.isEmpty() || replaced == null) {
            return;
        }
        Object current = setOrRefuse(replaced);
        if (current != this) {
            setOrRefuse(current); // the program has set it since
        }
    }

    private boolean forget(Runnable receiver) {
        for (int i = 0; i < receivers.size(); i++) {
            if (receivers.get(i) == receiver) {
                receivers.remove(i);
                return true;
            }
        }
        return false;
    }

    /** Receives the signal, on a thread of the JVM. */
    protected final void received() {
        Runnable newest;
        synchronized (this) {
            newest = receivers.isEmpty() ? null : receivers.get(receivers.size() - 1);
        }
        if (newest == null) {
            passOn();
        } else {
            newest.run();
        }
    }

    /** Does what the JVM did at the signal before there were receivers. */
    void passOn() {
        Object handler;
        synchronized (this) {
            handler = original;
        }
        if (handler == null) {
            return;
        }
        try {
            call(handler, name);
        } catch (UnsupportedOperationException ofTheSystem) { // it can only be installed: the default action, or none
            setOrRefuse(handler);
            raise(name);
        }
    }

    private static IllegalArgumentException refused(String signal, Throwable cause) {
        return new IllegalArgumentException(
                "signal " + signal + " cannot be handled: the JVM does not know it, uses it itself, or lacks the module"
                        + " jdk.unsupported",
                cause);
    }

    /** The first instance of the subclass, which creates the others. */
    static final class Prototype {

        private static @Nullable SignalSource instance; // any thread, holding ALL

        private Prototype() {}

        /** Receives the instance from the initialiser of the subclass. */
        static void set(SignalSource first) {
            instance = first;
        }

        static SignalSource get(String signal) {
            SignalSource first = instance;
            if (first == null) {
                first = define(signal);
            }
            return first;
        }

        private static SignalSource define(String signal) {
            try {
                Class<?> type = MethodHandles.lookup().defineClass(HandlerClass.bytes());
                Class.forName(type.getName(), true, type.getClassLoader());
            } catch (IllegalAccessException | ClassNotFoundException | LinkageError e) {
                throw refused(signal, e);
            }
            return java.util.Objects.requireNonNull(instance);
        }
    }
}
