package dev.weft.testing;

import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.probe.ProbeWatch;
import dev.weft.internal.probe.Race;
import java.util.function.Consumer;
import java.util.function.Function;

/** The receiver of what probes find on the loop of a test: blocking calls throw, and races are passed on. */
final class LoopProbes implements ProbeWatch {

    private final Function<Task<?>, String> names; // constant after construction
    private final Consumer<SuspensionRaceError> races; // constant after construction

    /** Creates a receiver that names tasks, and passes on what races it finds. */
    LoopProbes(Function<Task<?>, String> names, Consumer<SuspensionRaceError> races) {
        this.names = names;
        this.races = races;
    }

    @Override
    public void race(Race race) {
        races.accept(SuspensionRaceError.of(race, nameOf(race.by()), nameOf(race.other())));
    }

    @Override
    public void blocks(String call, String remedy) {
        throw new BlockingCallError(
                call + " was called on the thread of the loop, where it holds up all tasks while it waits. " + remedy);
    }

    @Override
    public Coroutine<?> called(String method, Coroutine<?> made) {
        return made;
    }

    private String nameOf(Activity activity) {
        return activity instanceof Task<?> task ? names.apply(task) : "a callback";
    }
}
