package dev.weft.internal.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A number alone on its cache line: writing it does not slow down the threads that use its neighbours. */
class PaddedLong extends LongValue {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(LongValue.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    long after1, after2, after3, after4, after5, after6, after7, after8;
    long after9, after10, after11, after12, after13, after14, after15;

    PaddedLong(long initial) {
        VALUE.set(this, initial); // plain: published together with the object
    }

    /** Returns the number with volatile semantics; any thread. */
    final long get() {
        return value;
    }

    /** Sets the number with volatile semantics; any thread. */
    final void set(long number) {
        value = number;
    }

    /** Adds one, and returns the number before; any thread. */
    final long getAndIncrement() {
        return (long) VALUE.getAndAdd(this, 1L);
    }

    /** Sets the number if it is the expected one, and tells whether it was; any thread. */
    final boolean compareAndSet(long expected, long number) {
        return VALUE.compareAndSet(this, expected, number);
    }

    /** Returns a number that only the calling thread writes. */
    final long own() {
        return (long) VALUE.get(this); // plain: no other thread writes it
    }

    /** Sets a number that only the calling thread uses. */
    final void own(long number) {
        VALUE.set(this, number); // plain: no other thread reads it
    }
}

abstract class LongValue extends LinesBefore {
    volatile long value; // any thread
}
