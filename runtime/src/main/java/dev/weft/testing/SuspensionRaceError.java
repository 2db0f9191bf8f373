package dev.weft.testing;

import dev.weft.internal.probe.Race;

/** A value was read, then awaited over, then written from what was read, although another task had written it. */
public final class SuspensionRaceError extends Error {

    private static final long serialVersionUID = 1;

    private final String variable; // constant after construction
    private final StackTraceElement read; // constant after construction
    private final StackTraceElement otherWrite; // constant after construction
    private final StackTraceElement write; // constant after construction

    private SuspensionRaceError(String message, Race race) {
        super(message);
        variable = race.variable();
        read = race.read();
        otherWrite = race.otherWrite();
        write = race.write();
    }

    /** The error of a race, with the names of both tasks in its message. */
    static SuspensionRaceError of(Race race, String by, String other) {
        return new SuspensionRaceError(race.text(by, other), race);
    }

    /**
     * Returns the variable.
     *
     * @return its name, such as {@code Account.balance}
     */
    public String variable() {
        return variable;
    }

    /**
     * Returns where the value was read.
     *
     * @return the line
     */
    public StackTraceElement read() {
        return read;
    }

    /**
     * Returns where the other task has written the variable.
     *
     * @return the line
     */
    public StackTraceElement otherWrite() {
        return otherWrite;
    }

    /**
     * Returns where the value that was out of date was used.
     *
     * @return the line
     */
    public StackTraceElement write() {
        return write;
    }
}
