package dev.weft.internal.task;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/** The exception of a failed future, in the chain of those that nobody has looked at until it is. */
final class Failure extends PhantomReference<FutureCore<?>> implements LinkedChain.Node<Failure> {

    final Throwable exception; // constant after construction
    final String message; // constant after construction: the report, should it come to that
    private @Nullable Failure previous; // loop thread
    private @Nullable Failure next; // loop thread

    Failure(FutureCore<?> future, Throwable exception, String message, ReferenceQueue<FutureCore<?>> unreachable) {
        super(future, unreachable);
        this.exception = exception;
        this.message = message;
    }

    @Override
    public @Nullable Failure previous() {
        return previous;
    }

    @Override
    public void previous(@Nullable Failure node) {
        previous = node;
    }

    @Override
    public @Nullable Failure next() {
        return next;
    }

    @Override
    public void next(@Nullable Failure node) {
        next = node;
    }
}
