package dev.weft.abi;

import dev.weft.internal.probe.ProbedRun;
import dev.weft.internal.probe.StepCalls;
import org.jspecify.annotations.Nullable;

/**
 * The probes in front of calls in code under test ({@code test=}), by which an explorer knows what a step may have touched.
 * Where no order can be left out, they do nothing.
 */
public final class CallProbe {

    private CallProbe() {}

    private static @Nullable StepCalls calls() {
        ProbedRun run = ProbedRun.current();
        return run == null ? null : run.calls();
    }

    /** A call is about to be made of which nothing is known. */
    public static void unknown() {
        StepCalls calls = calls();
        if (calls != null) {
            calls.unknown();
        }
    }

    /** A call is about to be made that touches Weft's own state. */
    public static void runtime() {
        StepCalls calls = calls();
        if (calls != null) {
            calls.runtime();
        }
    }

    /**
     * A call is about to be made that touches one object of Weft.
     *
     * @param object the object; null where the call is about to fail
     */
    public static void touches(@Nullable Object object) {
        StepCalls calls = calls();
        if (calls != null) {
            calls.calls(object, false);
        }
    }

    /**
     * A call of an object of Weft is about to be made that touches Weft's own state as well.
     *
     * @param object the object; null where the call is about to fail
     */
    public static void changes(@Nullable Object object) {
        StepCalls calls = calls();
        if (calls != null) {
            calls.calls(object, true);
        }
    }

    /**
     * A call is about to be made whose code depends on the receiver.
     *
     * @param receiver the object; null where the call is about to fail
     */
    public static void receiver(@Nullable Object receiver) {
        StepCalls calls = calls();
        if (calls != null) {
            calls.receiver(receiver);
        }
    }

    /**
     * A method of a collection is about to be called, which has probes of its own.
     *
     * @param collection the object; null where the call is about to fail
     */
    public static void collection(@Nullable Object collection) {
        StepCalls calls = calls();
        if (calls != null) {
            calls.collection(collection);
        }
    }

    /**
     * An object is about to be passed to a call that may call its methods.
     *
     * @param argument the object
     */
    public static void uses(@Nullable Object argument) {
        StepCalls calls = calls();
        if (calls != null) {
            calls.uses(argument);
        }
    }

    /**
     * An object is about to be passed to a call that may call its methods, or keep it and call them later.
     *
     * @param argument the object
     */
    public static void keeps(@Nullable Object argument) {
        StepCalls calls = calls();
        if (calls != null) {
            calls.keeps(argument);
        }
    }

    /**
     * An element of an array is about to be written, which is most likely as new as the array.
     *
     * @param array the array; null where the write is about to fail
     * @param index the index
     */
    public static void stores(@Nullable Object array, int index) {
        StepCalls calls = calls();
        if (calls != null) {
            calls.stores(array, index);
        }
    }

    /**
     * An object is about to be awaited.
     *
     * @param awaited the object; null where that is about to fail
     */
    public static void awaits(@Nullable Object awaited) {
        StepCalls calls = calls();
        if (calls != null) {
            calls.awaits(awaited);
        }
    }
}
