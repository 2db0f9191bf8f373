package dev.weft.sync;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Steps;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program of a few tasks, of which {@link Interleavings} decides when each goes on, and when one is cancelled.
 *
 * <p>A task stops at each {@link Actor#gate()} until it is let through.
 */
abstract class SmallProgram {

    final List<Actor> actors = new ArrayList<>();
    private @Nullable AssertionError violation;

    /** Adds a task, which begins in front of a gate. */
    final Actor actor(String name, Script script) {
        Actor actor = new Actor(name);
        actors.add(actor);
        actor.task = EventLoop.running().createTask(Steps.of(name, x -> actor.gate(), x -> script.run(actor)));
        return actor;
    }

    /** Checks the state when nothing is left to run: tasks that are not done wait at a gate, or for the tested object. */
    abstract void checkSettled();

    final void check(boolean condition, String violated) {
        if (!condition) {
            violation = new AssertionError(violated); // thrown in a task, it would be the task's
            throw violation;
        }
    }

    /** Throws if a check has failed, in whichever task. */
    final void rethrow() {
        if (violation != null) {
            throw violation;
        }
    }

    /** The tasks that are not done and wait for something else than a gate. */
    final List<Actor> blocked() {
        return actors.stream()
                .filter(actor -> !actor.task().isDone() && !actor.isAtGate())
                .toList();
    }

    /** The tasks that may be let through their gates. */
    final List<Actor> goers() {
        List<Actor> goers = new ArrayList<>();
        StringBuilder waiting = new StringBuilder();
        for (Actor actor : actors) {
            String role = actor.name.substring(0, 1);
            if (actor.isAtGate() && (actor.begun || waiting.indexOf(role) < 0)) {
                goers.add(actor);
            }
            if (actor.isAtGate() && !actor.begun) {
                waiting.append(role);
            }
        }
        return goers;
    }

    /** What a task does behind its first gate; what it returns is awaited. */
    interface Script {
        @Nullable
        Object run(Actor actor) throws Throwable;
    }

    /** A task of such a program. */
    static final class Actor {
        final String name;
        private @Nullable Task<?> task;
        private @Nullable Future<Void> gate;
        boolean cancelled;
        boolean begun;

        Actor(String name) {
            this.name = name;
        }

        Task<?> task() {
            return java.util.Objects.requireNonNull(task);
        }

        Future<Void> gate() {
            Future<Void> next = EventLoop.running().createFuture();
            gate = next;
            return next;
        }

        boolean isAtGate() {
            return gate != null && !gate.isDone();
        }

        void letThrough() {
            begun = true;
            java.util.Objects.requireNonNull(gate).setResult(null);
        }

        void cancel() {
            cancelled = true;
            task().cancel();
        }

        /** Whether the task still wants what it asked for. */
        boolean isWaiting() {
            return !cancelled && !task().isDone();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
