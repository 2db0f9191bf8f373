package dev.weft.testing;

import dev.weft.Task;
import dev.weft.internal.explore.Faces;
import dev.weft.internal.explore.FailedRun;
import dev.weft.internal.probe.ProbeWatch;
import java.util.function.Consumer;
import java.util.function.Function;

/** The makers of this package, for the engine. */
final class TestingFaces extends Faces {

    static {
        register(new TestingFaces());
    }

    private TestingFaces() {}

    @Override
    protected ProbeWatch probes(Function<Task<?>, String> names, Consumer<SuspensionRaceError> races) {
        return new LoopProbes(names, races);
    }

    @Override
    protected AssertionError failure(FailedRun run) {
        return new ScheduleFailure(run);
    }
}
