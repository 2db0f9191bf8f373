package dev.weft.internal.coroutine;

import dev.weft.abi.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The passing of a value that belongs to its awaiter alone, such as a permit: coroutines of Weft's own say so. If the awaiter
 * was cancelled meanwhile and cannot receive it, the coroutine takes it back. Any other value may be shared, and is left
 * alone.
 */
public final class Handover {

    private Handover() {}

    /** Tells whether an awaitable is a coroutine whose value belongs to its awaiter alone. */
    public static boolean isBy(@Nullable Object awaitable) {
        return awaitable instanceof Frame<?> coroutine && coroutine.handsOver();
    }

    /** Returns an awaitable if it is such a coroutine, or else null. */
    public static @Nullable Object by(@Nullable Object awaitable) {
        return isBy(awaitable) ? awaitable : null;
    }

    /**
     * Lets a coroutine take back a value that nothing can receive; on the thread of its loop. What that throws is reported.
     *
     * @param awaitable what has ended with the value
     * @param value the value
     */
    public static void takeBack(@Nullable Object awaitable, @Nullable Object value) {
        if (awaitable instanceof Frame<?> coroutine && coroutine.handsOver()) {
            try {
                coroutine.takeBack(value);
            } catch (Throwable thrown) {
                Fatal.rethrow(thrown);
                LostFailure.report(LostFailure.IN_CLOSE, thrown);
            }
        }
    }
}
