package dev.weft.internal.operation;

import dev.weft.AsyncCallable;
import dev.weft.Coroutine;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import org.jspecify.annotations.Nullable;

/** The coroutine of a lambda: it calls the lambda in its first step and awaits the result. */
public final class LambdaFrame<T extends @Nullable Object> extends RuntimeFrame<T> {

    private @Nullable Object body; // the thread that runs the chain: the lambda; once it was called, what it returned

    /** Creates a coroutine that has not called the lambda. */
    public LambdaFrame(AsyncCallable<T> body) {
        super("async");
        if (body == null) {
            throw new NullPointerException("async(null): a lambda was expected");
        }
        this.body = body;
    }

    /** Returns the name of the coroutine that the lambda has returned; before, one of the class that has the lambda. */
    @Override
    protected String shownName() {
        if (body instanceof Coroutine<?> returned) {
            return returned.name();
        }
        if (body == null) {
            return super.shownName();
        }
        String type = body.getClass().getName();
        int lambda = type.indexOf("$$Lambda");
        String host = lambda < 0 ? type : type.substring(0, lambda);
        return host.substring(host.lastIndexOf('.') + 1).replace('$', '.') + (lambda < 0 ? ".call" : ".lambda");
    }

    /** Returns the lambda; once it was called, the coroutine that it has returned. */
    public @Nullable Object body() {
        return body;
    }

    @Override
    @SuppressWarnings("unchecked") // a frame starts once
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        AsyncCallable<T> called = (AsyncCallable<T>) java.util.Objects.requireNonNull(body);
        body = null;
        Coroutine<T> returned = called.call();
        body = returned;
        Object outcome = Await.returned(returned, x, depth, "the lambda");
        return outcome == Frame.SUSPENDED ? suspend(x, 1) : outcome;
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        return x.take();
    }

    @Override
    protected boolean handsOver() {
        return handsOver(body);
    }

    @Override
    protected void takeBack(@Nullable Object value) {
        takeBack(body, value);
    }
}
