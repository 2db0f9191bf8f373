package dev.weft.internal.task;

import dev.weft.EventLoop;
import dev.weft.internal.coroutine.Fatal;
import org.jspecify.annotations.Nullable;

/**
 * A value that was produced for code that has been cancelled meanwhile, and that nothing else can receive. If it holds a
 * resource it is closed.
 */
public final class LostValue {

    private LostValue() {}

    /**
     * Closes a value, on this thread, if it can be closed. What that throws is reported.
     *
     * @param value the value
     * @param loop the loop of the code that should have received it
     */
    public static void close(@Nullable Object value, EventLoop loop) {
        if (value instanceof AutoCloseable resource) {
            try {
                resource.close();
            } catch (Throwable thrown) {
                Fatal.rethrow(thrown);
                EventLoops.report(loop, "Exception in close of a value that was lost to a cancellation", thrown);
            }
        }
    }
}
