package dev.weft.testing;

import dev.weft.internal.explore.FailedRun;
import org.jspecify.annotations.Nullable;

/** A run that failed: its cause is what failed, and its message tells the steps one by one and how to replay them. */
public final class ScheduleFailure extends AssertionError {

    private static final long serialVersionUID = 1;

    private final Kind kind; // constant after construction
    private final transient Schedule schedule; // constant after construction

    ScheduleFailure(FailedRun run) {
        this(run.message(), run.cause(), run.kind(), new Schedule(run.schedule()));
    }

    private ScheduleFailure(String message, @Nullable Throwable cause, Kind kind, Schedule schedule) {
        super(message, cause);
        this.kind = kind;
        this.schedule = schedule;
    }

    /**
     * Returns how the run failed.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the choices of the run, for {@link Explorer#replay}.
     *
     * @return the schedule
     */
    public Schedule schedule() {
        return schedule;
    }

    /** The ways in which a run fails. */
    public enum Kind {
        /** It threw an exception, or one that nobody has seen was left. */
        THROWN,
        /** Nothing can wake the loop, and the body has not ended. */
        STALLED,
        /** Tasks are left when the body has ended. */
        LEAKED,
        /** A value was read, awaited over and written, although another task had written it. */
        RACE,
        /** Code on the loop called what blocks its thread. */
        BLOCKED,
        /** The same choices led to different runs. */
        NOT_DETERMINISTIC,
        /** The code is not woven, or leaves nothing to choose: other orders or faults were not seen. */
        NOT_WOVEN
    }
}
