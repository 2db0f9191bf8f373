package dev.weft;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/** The exception of a failed future, and whether anybody has looked at it: if nobody does, it is reported. */
final class Failure extends PhantomReference<Future<?>> {

    final Throwable exception; // constant after construction
    final String message; // constant after construction: the report, should it come to that

    @Nullable
    Failure previous; // loop thread: the link to the one unseen before

    @Nullable
    Failure next; // loop thread: the link to the one unseen after

    Failure(Future<?> future, Throwable exception, String message, ReferenceQueue<Future<?>> unreachable) {
        super(future, unreachable);
        this.exception = exception;
        this.message = message;
    }
}
