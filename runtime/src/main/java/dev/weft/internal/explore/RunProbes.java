package dev.weft.internal.explore;

import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.internal.probe.ProbeWatch;
import dev.weft.internal.probe.ProbedRun;
import dev.weft.internal.probe.Race;
import dev.weft.testing.SuspensionRaceError;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The receiver of what the probes of code under test find in one run: a race, a blocking call, calls that faults may change. */
final class RunProbes implements ProbeWatch {

    private final ProbeWatch errors; // constant after construction: makes errors
    private final ProbedRun run; // constant after construction
    private final BiFunction<String, Coroutine<?>, Coroutine<?>> calls; // constant after construction
    private @Nullable SuspensionRaceError race; // loop thread
    private @Nullable Throwable blocked; // loop thread

    RunProbes(
            @Nullable LongSupplier nanos,
            Settings settings,
            Function<Task<?>, String> names,
            BiFunction<String, Coroutine<?>, Coroutine<?>> calls) {
        errors = Faces.get().probes(names, this::found);
        run = new ProbedRun(nanos, settings.seed(), this, settings.races());
        this.calls = calls;
    }

    private void found(SuspensionRaceError error) {
        if (race == null) {
            race = error;
        }
    }

    ProbedRun run() {
        return run;
    }

    /** Returns the first race, or null. */
    @Nullable
    SuspensionRaceError race() {
        return race;
    }

    /** Returns the error of the first call that would have blocked, which the code may have caught; or null. */
    @Nullable
    Throwable blocked() {
        return blocked;
    }

    @Override
    public void race(Race found) {
        errors.race(found);
    }

    @Override
    public void blocks(String call, String remedy) {
        try {
            errors.blocks(call, remedy);
        } catch (Throwable error) {
            if (blocked == null) {
                blocked = error;
            }
            throw error;
        }
    }

    @Override
    public Coroutine<?> called(String method, Coroutine<?> made) {
        return calls.apply(method, made);
    }
}
