package dev.weft.net;

import dev.weft.Future;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import org.jspecify.annotations.Nullable;

/** A coroutine of this package, written by hand as the weaver would generate it: the runtime's own classes are not woven. */
abstract class StreamFrame<T extends @Nullable Object> extends Frame<T> {

    /** Returns the name of the type whose method creates this coroutine. */
    abstract String kind();

    /** Returns the name of that method. */
    abstract String method();

    /** Suspends until a signal is given; throws if there is no task that could be suspended. */
    final Object waitFor(Future<?> signal, Execution x) throws Throwable {
        Await.await(signal, x, 0);
        return suspend(x, 1);
    }

    /** Makes a coroutine new again that has ended, and that no program can reach. */
    final void renew() {
        beginAgain();
        parent = null;
    }

    @Override
    protected final String describe() {
        return "dev.weft.net." + kind() + "\t" + method() + "\t" + kind() + ".java";
    }
}
