package dev.weft.internal.time;

/** A timer that does nothing but wait. */
final class TestTimer extends Timer {

    final String name;
    private final long deadline;
    private int position;

    TestTimer(String name, long deadline) {
        this.name = name;
        this.deadline = deadline;
    }

    @Override
    protected long timerDeadline() {
        return deadline;
    }

    @Override
    protected int timerPosition() {
        return position;
    }

    @Override
    protected void timerPosition(int newPosition) {
        position = newPosition;
    }

    @Override
    public String toString() {
        return name;
    }
}
