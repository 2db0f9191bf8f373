package dev.weft.internal.task;

import java.lang.ref.PhantomReference;
import org.jspecify.annotations.Nullable;

/** The exception of a failed future, in the chain of those that nobody has looked at until it is. */
class Failure extends PhantomReference<FutureCore<?>> implements LinkedChain.Node<Failure> {

    final Throwable exception; // constant after construction
    private final String kind; // constant after construction: of the future
    private final int identity; // constant after construction: of the future
    private @Nullable Failure previous; // loop thread
    private @Nullable Failure next; // loop thread

    Failure(FutureCore<?> future, Throwable exception, UnseenFailures all) {
        this(future, exception, all, future.kind(), System.identityHashCode(future));
    }

    Failure(FutureCore<?> future, Throwable exception, UnseenFailures all, String kind, int identity) {
        super(future, all.unreachable());
        this.exception = exception;
        this.kind = kind;
        this.identity = identity;
    }

    /** The report, should it come to that. By then the future itself may be garbage. */
    String message() {
        return kind + " exception was never retrieved: " + kind + "@" + Integer.toHexString(identity) + " failed";
    }

    /** Reports this failure to the exception handler. */
    void reportTo(LoopAccess loop) {
        loop.report(message(), exception);
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
