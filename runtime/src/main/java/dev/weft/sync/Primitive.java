package dev.weft.sync;

import dev.weft.EventLoop;
import dev.weft.LoopError;
import dev.weft.Task;
import dev.weft.internal.task.EventLoops;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The common part of this package's types: a name for dumps, and the loop to which the object is bound. */
abstract class Primitive {

    private final @Nullable String name; // constant after construction
    private @Nullable EventLoop loop; // loop thread: null until a task has waited
    private @Nullable EventLoop user; // any thread: the loop that used it last; a race is found at the next call

    Primitive(@Nullable String name) {
        this.name = name;
    }

    /** Returns the name of the type, for messages and logical stacks. */
    abstract String kind();

    /** Returns the state in a few words, for {@code toString}. */
    abstract String stateText();

    /** Returns the tasks that could end a wait for this object. */
    Collection<Task<?>> holders() {
        return List.of();
    }

    /** Describes a wait for this object. */
    String describeWait(String purpose) {
        return purpose.isEmpty() ? label() : label() + " (" + purpose + ")";
    }

    /** Returns the running loop, to which this object is bound from now on. */
    final EventLoop bind() {
        EventLoop running = EventLoop.running();
        if (loop == null) {
            loop = running;
        } else if (loop != running) {
            throw new IllegalStateException(this + " is bound to a different event loop, in which tasks have waited for"
                    + " it. Create one for each loop");
        }
        return running;
    }

    /**
     * Throws if another thread runs the loop to which this object is bound, or one whose tasks have used it.
     *
     * <p>This is what the package takes from an internal room: through the public API the question takes two look-ups of the running
     * loop, and it is asked by every call.
     */
    final void checkThread(String call) {
        EventLoop known = loop == null ? user : loop;
        if (known == null || !EventLoops.runsHere(known)) {
            checkUser(known, call);
        }
    }

    private void checkUser(@Nullable EventLoop known, String call) {
        EventLoop running = EventLoops.runningOrNull();
        if (known != null && running != null && known.isRunning()) {
            throw new IllegalStateException(call + " of " + label()
                    + ", which belongs to another event loop: tasks of that loop use it. Create one for each loop, or use a"
                    + " SharedChannel between them");
        }
        if (known != null) {
            EventLoops.checkThread(known, call);
        }
        user = running;
    }

    /** Reports a failure that no code can await: to the loop's exception handler, or to the log if no task has ever waited. */
    final void report(String message, Throwable failure) {
        if (loop != null) {
            loop.callExceptionHandler(new LoopError(message, failure));
        } else {
            System.getLogger("dev.weft").log(System.Logger.Level.ERROR, message, failure);
        }
    }

    final String label() {
        return name != null ? kind() + " " + name : kind() + "@" + Integer.toHexString(System.identityHashCode(this));
    }

    /** Describes this object and its state, for messages and logs. */
    @Override
    public String toString() {
        return label() + " [" + stateText() + "]";
    }
}
