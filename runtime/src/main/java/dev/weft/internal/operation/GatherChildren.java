package dev.weft.internal.operation;

import dev.weft.Awaitable;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Outcome;
import dev.weft.Task;
import dev.weft.internal.coroutine.Handover;
import dev.weft.internal.coroutine.Mark;
import dev.weft.internal.task.Futures;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The children of a gather, one for each awaitable, in order. A coroutine that is among the awaitables twice has one task:
 * while the list is made each coroutine bears a {@link Mark}, so that only repeated ones are looked up.
 */
final class GatherChildren {

    private final ArrayList<Future<Object>> children; // loop thread: one for each awaitable, in order; then the results
    private @Nullable BitSet given; // loop thread: the children that are futures of the program's; null for none
    private @Nullable Set<Object> lost; // loop thread: the children whose values were taken back; null for none

    GatherChildren(int count) {
        children = new ArrayList<>(count);
    }

    List<Future<Object>> list() {
        return children;
    }

    /** Puts the values in the place of the children: a list of the same length less. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<@Nullable Object> values() {
        List<@Nullable Object> values = (List) children;
        for (int i = 0; i < values.size(); i++) {
            values.set(i, Futures.value(children.get(i)));
        }
        return values;
    }

    /** Puts the outcomes in the place of the children, for the future that passes them on. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<@Nullable Object> outcomes(Future<?> receiver) {
        List<@Nullable Object> outcomes = (List) children;
        for (int i = 0; i < outcomes.size(); i++) {
            outcomes.set(i, outcome(children.get(i), receiver));
        }
        return outcomes;
    }

    private static Outcome<Object> outcome(Future<Object> child, Future<?> receiver) {
        Throwable thrown = child.isCancelled() ? Futures.newCancelledError(child) : Futures.errorFor(child, receiver);
        return thrown == null ? new Outcome.Value<>(Futures.value(child)) : new Outcome.Failure<>(thrown);
    }

    /** Adds the children of all awaitables; tasks for those that are coroutines. */
    void addAllOf(Collection<? extends Awaitable<?>> awaitables, EventLoop loop) {
        Map<Object, Future<Object>> repeated = null;
        try {
            for (Awaitable<?> awaitable : awaitables) {
                if (awaitable instanceof Coroutine<?> coroutine && !Mark.set(coroutine)) {
                    repeated = repeated == null ? new IdentityHashMap<>() : repeated;
                    children.add(repeated.computeIfAbsent(coroutine, this::taskOf));
                } else {
                    addNew(awaitable, loop);
                }
            }
        } finally {
            removeMarks();
        }
    }

    @SuppressWarnings("unchecked")
    private void addNew(Awaitable<?> awaitable, EventLoop loop) {
        Future<Object> child;
        try {
            child = (Future<Object>) Futures.of(awaitable, loop);
        } catch (Throwable refused) {
            if (awaitable instanceof Coroutine<?> coroutine) {
                Mark.remove(coroutine);
            }
            throw refused;
        }
        if (awaitable == child) {
            given = given == null ? new BitSet() : given;
            given.set(children.size());
        }
        children.add(child);
    }

    private Future<Object> taskOf(Object coroutine) {
        for (Future<Object> child : children) {
            if (child instanceof Task<?> task && task.coroutine() == coroutine) {
                return child;
            }
        }
        throw new AssertionError("a coroutine bears a mark, and no child is its task: " + coroutine);
    }

    private void removeMarks() {
        for (Future<Object> child : children) {
            if (child instanceof Task<?> task) {
                Mark.remove(task.coroutine());
            }
        }
    }

    /** Takes back the value of a child that comes when nothing can receive it. */
    void lose(Future<Object> child) {
        if (isHandedOver(child)) {
            lose(child, children.indexOf(child));
        }
    }

    /** Takes back the values of the children that have ended, because nothing can receive them: the last one first. */
    void loseAll() {
        for (int i = children.size() - 1; i >= 0; i--) {
            Future<Object> child = children.get(i);
            if (isHandedOver(child)) {
                lose(child, i);
            }
        }
    }

    /** Takes a value back once: a child may be there twice, and may have ended before its callback has run. */
    private void lose(Future<Object> child, int index) {
        if (given != null && given.get(index)) {
            return; // the program has the future
        }
        Set<Object> before = lost == null ? Collections.newSetFromMap(new IdentityHashMap<>()) : lost;
        lost = before;
        if (before.add(child)) {
            Futures.takeBack(child);
        }
    }

    private static boolean isHandedOver(Future<Object> child) {
        return Futures.hasValue(child) && child instanceof Task<?> task && Handover.isBy(task.coroutine());
    }
}
