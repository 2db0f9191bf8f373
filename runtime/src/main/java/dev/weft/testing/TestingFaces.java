package dev.weft.testing;

import dev.weft.internal.explore.Faces;
import dev.weft.internal.explore.FailedRun;

/** The makers of this package, for the engine. */
final class TestingFaces extends Faces {

    static {
        register(new TestingFaces());
    }

    private TestingFaces() {}

    @Override
    protected AssertionError failure(FailedRun run) {
        return new ScheduleFailure(run);
    }
}
