package dev.weft.internal.signal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The process's signals, through {@code sun.misc.Signal} in the module {@code jdk.unsupported}: the JDK offers no other
 * way. It is called by reflection, because javac warns of each mention of it.
 */
final class Signals {

    private static final String CLASS = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private Signals() {}

    /**
     * Sets an action, which runs on a thread of the JVM for each signal of a kind.
     *
     * @return the previous handler, for {@link #restore}
     * @throws IllegalArgumentException if the JVM does not let programs handle this signal
     */
    static Object handle(String signal, Runnable action) {
        try {
            Object handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {Class.forName(HANDLER)}, (proxy, method, args) -> {
                        if (method.getDeclaringClass() == Object.class) {
                            return ofObject(proxy, method.getName(), args);
                        }
                        action.run();
                        return null;
                    });
            return set(signal, handler);
        } catch (ReflectiveOperationException e) {
            throw refused(signal, e);
        }
    }

    private static @Nullable Object ofObject(Object proxy, String method, @Nullable Object @Nullable [] args) {
        return switch (method) {
            case "equals" -> args != null && proxy == args[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "signal handler of dev.weft";
        };
    }

    /** Restores the previous handler of a signal. */
    static void restore(String signal, Object previous) {
        try {
            set(signal, previous);
        } catch (ReflectiveOperationException e) {
            throw refused(signal, e);
        }
    }

    /** Tells whether a handler, which {@link #handle} returned, is one of the JVM itself. */
    static boolean isJvms(Object previous) {
        return previous.getClass().getClassLoader() == null;
    }

    /** Sends a signal to this process. */
    static void raise(String signal) {
        try {
            Class<?> type = Class.forName(CLASS);
            type.getMethod("raise", type).invoke(null, named(type, signal));
        } catch (ReflectiveOperationException e) {
            throw refused(signal, e);
        }
    }

    private static Object set(String signal, Object handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName(CLASS);
        return type.getMethod("handle", type, Class.forName(HANDLER)).invoke(null, named(type, signal), handler);
    }

    private static Object named(Class<?> type, String signal) throws ReflectiveOperationException {
        return type.getConstructor(String.class).newInstance(shortName(signal));
    }

    /** Returns the name as the JDK has it: {@code INT} for {@code SIGINT}. */
    static String shortName(String signal) {
        String name = signal.toUpperCase(Locale.ROOT);
        return name.startsWith("SIG") ? name.substring(3) : name;
    }

    private static IllegalArgumentException refused(String signal, ReflectiveOperationException e) {
        Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
        return new IllegalArgumentException(
                "signal " + signal + " cannot be handled: the JVM does not know it, uses it itself, or lacks the module"
                        + " jdk.unsupported",
                cause);
    }
}
