package dev.weft.sync;

import dev.weft.AsyncCallable;
import dev.weft.Coroutine;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code hold}: it acquires, runs a block of code, and releases. */
final class HoldFrame<T extends @Nullable Object> extends Waiter<T> {

    private final Gate gate; // constant after construction
    private Object body; // loop thread: the block; once it was called, what it returned
    private @Nullable Permit permit; // loop thread: null until it was acquired

    HoldFrame(Gate gate, AsyncCallable<T> body) {
        this.gate = gate;
        this.body = Objects.requireNonNull(body, "hold(null): a block of code was expected");
    }

    @Override
    @Nullable
    Object begin(Execution x, int depth) throws Throwable {
        gate.checkThread("hold");
        gate.checkMayAsk();
        return gate.isFree() ? run(gate.take(), x, depth) : waitIn(gate.waiters, x);
    }

    @Override
    @Nullable
    Object woken(Execution x) throws Throwable {
        return run(gate.takeWoken(this), x, 0);
    }

    @Override
    Object interrupted(Execution x, Throwable thrown) throws Throwable {
        gate.gaveUp(this);
        throw thrown;
    }

    @SuppressWarnings("unchecked") // it runs once
    private @Nullable Object run(Permit acquired, Execution x, int depth) throws Throwable {
        permit = acquired;
        Object outcome;
        try {
            Coroutine<T> returned = ((AsyncCallable<T>) body).call();
            body = returned;
            outcome = Await.returned(returned, x, depth, "the body of hold");
        } catch (Throwable thrown) {
            throw released(acquired, thrown);
        }
        if (outcome == Frame.SUSPENDED) {
            return suspend(x, 1);
        }
        acquired.close();
        return outcome;
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        Permit acquired = permit;
        if (acquired == null) {
            return super.resume(x);
        }
        Object outcome;
        try {
            outcome = x.take();
        } catch (Throwable thrown) {
            throw released(acquired, thrown);
        }
        acquired.close();
        return outcome;
    }

    private static Throwable released(Permit acquired, Throwable thrown) {
        try {
            acquired.close();
        } catch (RuntimeException closing) {
            thrown.addSuppressed(closing);
        }
        return thrown;
    }

    @Override
    protected boolean handsOver() {
        return handsOver(body);
    }

    @Override
    protected void takeBack(@Nullable Object value) {
        takeBack(body, value);
    }

    @Override
    String kind() {
        return gate.kind();
    }

    @Override
    String method() {
        return "hold";
    }
}
