package dev.weft;

import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A coroutine of a test, without an agent: its steps run one after the other, and what a step returns is awaited. */
public final class Steps extends Frame<@Nullable Object> {

    private final String name;
    private final List<Step> steps;
    private int next;
    private @Nullable Rescue rescue;

    private Steps(String name, List<Step> steps) {
        this.name = name;
        this.steps = steps;
    }

    /** Runs the steps; the last one gives the value. */
    public static Steps of(String name, Step... steps) {
        return new Steps(name, List.of(steps));
    }

    /** Catches the first exception that an await throws; what the rescue returns is awaited for the next step. */
    public Steps rescuedBy(Rescue newRescue) {
        rescue = newRescue;
        return this;
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        return proceed(x, null, depth);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        Object received;
        try {
            received = x.take();
        } catch (Throwable thrown) {
            received = await(rescued(thrown), x, 0);
        }
        return proceed(x, received, 0);
    }

    @Override
    protected String describe() {
        return "dev.weft.Weft\t" + name + "\tWeft.java";
    }

    private @Nullable Object proceed(Execution x, @Nullable Object first, int depth) throws Throwable {
        Object received = first;
        while (received != Frame.SUSPENDED && next < steps.size()) {
            received = await(steps.get(next++).run(received), x, depth);
        }
        return received == Frame.SUSPENDED ? suspend(x, 1) : received;
    }

    private @Nullable Object await(@Nullable Object returned, Execution x, int depth) throws Throwable {
        try {
            if (returned instanceof Awaitable<?> awaitable) {
                return Await.await(awaitable, x, depth);
            }
            return returned instanceof CompletionStage<?> stage ? Await.await(stage, x) : returned;
        } catch (Throwable thrown) {
            return rescued(thrown);
        }
    }

    private @Nullable Object rescued(Throwable thrown) throws Throwable {
        Rescue once = rescue;
        if (once == null) {
            throw thrown;
        }
        rescue = null;
        return once.run(thrown);
    }

    /** One step. */
    public interface Step {
        @Nullable
        Object run(@Nullable Object received) throws Throwable;
    }

    /** What a coroutine does with an exception. */
    public interface Rescue {
        @Nullable
        Object run(Throwable thrown) throws Throwable;
    }
}
