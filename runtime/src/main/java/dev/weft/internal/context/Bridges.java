package dev.weft.internal.context;

import dev.weft.ThreadBridge;
import dev.weft.internal.loop.ForeignText;
import dev.weft.internal.loop.Log;
import dev.weft.internal.loop.LoopCore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The thread-locals that hold values of one context, from the time when its code begins to run on a thread until it
 * pauses there.
 *
 * <p>The bridges are foreign code. What they throw is reported, and the code of the context runs all the same; a bridge
 * that could not be entered is not exited.
 */
final class Bridges {

    private final List<Crossing> entered = new ArrayList<>(1); // the thread that runs in the context

    /** Tells whether the code of the context is running. */
    boolean areEntered() {
        return !entered.isEmpty();
    }

    /** Enters the bridges of all variables that have a value. */
    void enter(Snapshot values) {
        values.forEachBridged(this::enter);
    }

    /** Enters the bridge of one variable, or replaces the value that it has entered. */
    void enter(Variable variable, @Nullable Object value) {
        exit(variable);
        ThreadBridge<@Nullable Object, @Nullable Object> bridge = variable.bridge;
        if (bridge != null) {
            entered.add(Crossing.enter(variable, bridge, value));
        }
    }

    /** Exits the bridge of one variable, if it is entered. */
    void exit(Variable variable) {
        for (Crossing crossing : entered) {
            if (crossing.variable == variable) {
                entered.remove(crossing);
                crossing.exit();
                return;
            }
        }
    }

    /** Exits all bridges, the last one first. */
    void exit() {
        for (int last = entered.size() - 1; last >= 0; last--) {
            entered.remove(last).exit();
        }
    }

    /** Returns the given values with those that the thread has now. */
    Snapshot current(Snapshot values) {
        Snapshot now = values;
        for (Crossing crossing : entered) {
            Object value = crossing.current();
            if (value != now.get(crossing.variable)) {
                now = now.with(crossing.variable, value);
            }
        }
        return now;
    }

    /** A bridge that was entered, or that threw when it was to be. */
    @SuppressWarnings("NullAway") // the types of a bridge may admit null
    private static final class Crossing {

        private final Variable variable; // constant after construction
        private final ThreadBridge<@Nullable Object, @Nullable Object> bridge; // constant after construction
        private final @Nullable Object value; // constant after construction: what was entered
        private @Nullable Object outer; // constant once it was entered
        private boolean inside; // constant once it was entered: false if the bridge threw

        private Crossing(
                Variable variable, ThreadBridge<@Nullable Object, @Nullable Object> bridge, @Nullable Object value) {
            this.variable = variable;
            this.bridge = bridge;
            this.value = value;
        }

        static Crossing enter(
                Variable variable, ThreadBridge<@Nullable Object, @Nullable Object> bridge, @Nullable Object value) {
            Crossing crossing = new Crossing(variable, bridge, value);
            try {
                crossing.outer = bridge.enter(value);
                crossing.inside = true;
            } catch (Throwable thrown) {
                crossing.report("enter", thrown);
            }
            return crossing;
        }

        void exit() {
            if (inside) {
                try {
                    bridge.exit(outer);
                } catch (Throwable thrown) {
                    report("exit", thrown);
                }
            }
        }

        @Nullable
        Object current() {
            if (inside) {
                try {
                    return bridge.current(value);
                } catch (Throwable thrown) {
                    report("current", thrown);
                }
            }
            return value;
        }

        private void report(String call, Throwable thrown) {
            ForeignText.rethrowFatal(thrown);
            String message = "Exception in " + call + " of the bridge of " + variable;
            LoopCore loop = LoopCore.current();
            if (loop == null) {
                Log.error(message, thrown);
            } else {
                loop.report(message, thrown);
            }
        }
    }
}
