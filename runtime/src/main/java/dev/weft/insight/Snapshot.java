package dev.weft.insight;

import dev.weft.internal.insight.Cycles;
import dev.weft.internal.insight.JsonText;
import dev.weft.internal.insight.TableText;
import dev.weft.internal.insight.TreeText;
import java.util.List;
import java.util.Optional;

/**
 * A picture of loops at one moment: plain values, safe to keep and to send.
 *
 * <pre>{@code
 * Snapshot snapshot = Insight.snapshot(EventLoop.running());
 * System.out.println(snapshot.loops().get(0).tasks().get(0).waitsFor().kind()); // STEP
 * }</pre>
 *
 * @param loops the loops, in the order of their creation
 */
public record Snapshot(List<Loop> loops) {

    /**
     * Copies the list.
     *
     * @param loops the loops
     */
    public Snapshot {
        loops = List.copyOf(loops);
    }

    /**
     * A loop and its tasks. Calls of methods that return stages which began outside any loop are those of one more,
     * {@code outside any loop}, which no thread runs, and which is {@link State#WAITING} and not consistent.
     *
     * @param name its name
     * @param thread the name of the thread that runs it, empty if none does
     * @param state its state
     * @param consistent false if the loop was held up, so that its tasks were read while a step ran
     * @param stack where its thread is, when it is running a step
     * @param tasks its tasks that are not done, in the order of their creation; then the suspended calls of methods that
     *     return stages, with negative numbers
     */
    public record Loop(
            String name,
            String thread,
            State state,
            boolean consistent,
            List<StackTraceElement> stack,
            List<Task> tasks) {

        /**
         * Copies the lists.
         *
         * @param name its name
         * @param thread the name of its thread
         * @param state its state
         * @param consistent false if it was held up
         * @param stack where its thread is
         * @param tasks its tasks
         */
        public Loop {
            stack = List.copyOf(stack);
            tasks = List.copyOf(tasks);
        }
    }

    /** The states of a loop. */
    public enum State {
        /** It runs steps and callbacks. */
        RUNNING,
        /** It waits for a deadline, a channel or another thread. */
        WAITING,
        /** A step has been running for at least 300 ms. */
        HELD_UP,
        /** No thread runs it. */
        IDLE
    }

    /**
     * A task, or a suspended call of a method that returns a stage.
     *
     * @param id its number, which no other task of the loop has; negative for a call of a method that returns a stage
     * @param name its name
     * @param coroutine the name of its coroutine
     * @param frames the activations that await each other, the innermost first; the same places as {@code Task.stack()},
     *     in debug mode with that at which it was created
     * @param waitsFor what it waits for
     * @param cancelling the number of requests to cancel it that were not taken back
     * @param stillFor the time for which it has not moved, at least, in nanoseconds; 0 if not known
     */
    public record Task(
            long id, String name, String coroutine, List<Frame> frames, Wait waitsFor, int cancelling, long stillFor) {

        /**
         * Copies the list.
         *
         * @param id its number
         * @param name its name
         * @param coroutine the name of its coroutine
         * @param frames its activations
         * @param waitsFor what it waits for
         * @param cancelling the requests to cancel it
         * @param stillFor nanoseconds without a move
         */
        public Task {
            frames = List.copyOf(frames);
        }
    }

    /**
     * An activation of a method.
     *
     * @param place the line at which it is suspended
     * @param locals its live local variables
     */
    public record Frame(StackTraceElement place, List<Local> locals) {

        /**
         * Copies the list.
         *
         * @param place the line
         * @param locals the variables
         */
        public Frame {
            locals = List.copyOf(locals);
        }
    }

    /**
     * A live local variable. Its value is shown for primitives, strings (40 characters), enums and the sizes of the
     * JDK's collections; of other objects class and identity: no code of the program is called.
     *
     * @param name its name; empty if the class was compiled without the names of local variables ({@code javac -g})
     * @param type its declared type
     * @param value its value
     */
    public record Local(String name, String type, String value) {}

    /**
     * What a task waits for.
     *
     * @param kind its kind
     * @param what a few words for it; empty for a step, a timer, and a task that is ready
     * @param on the numbers of the tasks it waits for: the awaited one, or the holders of what is awaited
     * @param nanosLeft the time left of a timer; of other waits, the time after which a {@code waitFor}, {@code timeout} or
     *     {@code waitUntil} around them ends them at the latest
     */
    public record Wait(Kind kind, String what, List<Long> on, Optional<Long> nanosLeft) {

        /**
         * Copies the list.
         *
         * @param kind the kind
         * @param what a few words
         * @param on the tasks it waits for
         * @param nanosLeft the time left of a timer, or until a timeout
         */
        public Wait {
            on = List.copyOf(on);
        }
    }

    /** The kinds of waits. */
    public enum Kind {
        /** None: its step runs. */
        STEP,
        /** None: its next step is due. */
        READY,
        /** A task, or several through a gather, a group or another operation. */
        TASK,
        /** A deadline. */
        TIMER,
        /** An object that names itself: a lock, a queue, an event. */
        WAITABLE,
        /** A stage of the JDK or of another library. */
        STAGE,
        /** Code on another thread. */
        THREAD,
        /** A peer, or the operating system. */
        CHANNEL,
        /** A plain future. */
        FUTURE
    }

    /**
     * Returns the tasks that wait for each other, each cycle once, in the order in which each waits for the next.
     *
     * @return the cycles; empty if there are none
     */
    public List<List<Task>> cycles() {
        return Cycles.of(this);
    }

    /**
     * Returns the tasks as a tree, from those that nothing awaits, with their places, local variables and waits, and
     * then the cycles.
     *
     * @return the text, of several lines
     */
    public String tree() {
        return new TreeText(this).toString();
    }

    /**
     * Returns a line for each group of tasks that wait in the same place for the same thing.
     *
     * @return the text, of several lines
     */
    public String table() {
        return TableText.of(this);
    }

    /**
     * Returns this snapshot in JSON: an object for each record, with its components by their names.
     *
     * @return the text, of one line
     */
    public String json() {
        return JsonText.of(this);
    }
}
