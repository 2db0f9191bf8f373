package dev.weft.internal.flight;

import dev.weft.internal.loop.Log;
import org.jspecify.annotations.Nullable;

/**
 * The switch of Weft's events for the JDK's Flight Recorder. While it is on, each recording has them; while it is off, or
 * no recording runs, loops pay nothing. The agent calls it by name.
 */
public final class Flight {

    /** The system property that switches the events on from the start. */
    public static final String PROPERTY = "weft.jfr";

    private static int wishes; // any thread, holding the class: calls of on less those of off
    private static @Nullable FlightListener listener; // any thread, holding the class: null while it is off

    private Flight() {}

    /** Switches the events on because the property says so; logs a warning where that is not possible. */
    public static void onByDefault() {
        try {
            on();
        } catch (IllegalStateException missing) {
            Log.warning(PROPERTY + "=true: " + missing.getMessage());
        }
    }

    /**
     * Switches the events on, until {@link #off} has been called as often as this.
     *
     * @throws IllegalStateException if this JVM has no Flight Recorder
     */
    public static synchronized void on() {
        if (listener == null) {
            try {
                listener = FlightListener.begin();
            } catch (NoClassDefFoundError missing) {
                throw new IllegalStateException(
                        "this JVM has no Flight Recorder. It takes a JDK with the module jdk.jfr; a program on the"
                                + " module path also takes --add-modules jdk.jfr",
                        missing);
            }
        }
        wishes++;
    }

    /** Takes one call of {@link #on} back. */
    public static synchronized void off() {
        FlightListener ended = listener;
        if (ended != null && --wishes == 0) {
            listener = null;
            ended.end();
        }
    }
}
