package dev.weft.internal.loop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A counter that shares its cache line with nothing, so that who writes it does not slow down who uses its neighbours.
 *
 * <p>The JVM lays out the fields of a superclass before those of a subclass, and fills a gap only with what fits it: no
 * gap is wide enough for a long. So the counter stands between 120 bytes on either side: its own line, and the one that
 * the processor fetches along with it.
 */
class PaddedCounter extends CounterValue {

    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(CounterValue.class, "value", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    long after1, after2, after3, after4, after5, after6, after7, after8;
    long after9, after10, after11, after12, after13, after14, after15;

    PaddedCounter(long initial) {
        VALUE.set(this, initial); // plain: whoever publishes the counter publishes this too
    }

    /** Adds one, and says what it was before; any thread. */
    long getAndIncrement() {
        return (long) VALUE.getAndAdd(this, 1L);
    }

    /** The count, as all threads agree on it; any thread. */
    long get() {
        return value;
    }

    /** The count of a counter that only the calling thread writes. */
    long own() {
        return (long) VALUE.get(this); // plain: nobody else writes it
    }

    /** Sets a counter that only the calling thread reads and writes. */
    void own(long count) {
        VALUE.set(this, count); // plain: nobody else reads it
    }
}

abstract class CounterValue extends LinesBefore {
    volatile long value; // any thread
}

abstract class LinesBefore {
    long before1, before2, before3, before4, before5, before6, before7, before8;
    long before9, before10, before11, before12, before13, before14, before15;
}
