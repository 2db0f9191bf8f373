package dev.weft.internal.explore;

import dev.weft.Task;
import dev.weft.internal.probe.ProbeWatch;
import dev.weft.testing.SuspensionRaceError;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The makers of what {@code dev.weft.testing} shows and nobody else may create, for the other packages that run tests.
 *
 * <p>The class that knows the constructors registers itself here when it is initialised.
 */
public abstract class Faces {

    private static final String REGISTERED_BY = "dev.weft.testing.TestingFaces";
    private static volatile @Nullable Faces instance; // any thread: set once

    /** Creates the makers. */
    protected Faces() {}

    /** Registers the makers. */
    protected static void register(Faces faces) {
        instance = faces;
    }

    static Faces get() {
        if (instance == null) {
            try {
                Class.forName(REGISTERED_BY, true, Faces.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new AssertionError(REGISTERED_BY + " is missing: the jar of the runtime is incomplete", e);
            }
        }
        return Objects.requireNonNull(instance);
    }

    /** Creates the receiver of what probes find, which makes errors of it. */
    protected abstract ProbeWatch probes(Function<Task<?>, String> names, Consumer<SuspensionRaceError> races);

    /** Creates the error of a run that failed. */
    protected abstract AssertionError failure(FailedRun run);
}
