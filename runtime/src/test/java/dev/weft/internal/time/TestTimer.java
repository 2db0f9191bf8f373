package dev.weft.internal.time;

/** A timer that does nothing but wait. */
final class TestTimer implements Timer {

    final String name;
    private final long deadline;
    private int position;

    TestTimer(String name, long deadline) {
        this.name = name;
        this.deadline = deadline;
    }

    @Override
    public long timerDeadline() {
        return deadline;
    }

    @Override
    public int timerPosition() {
        return position;
    }

    @Override
    public void timerPosition(int newPosition) {
        position = newPosition;
    }

    @Override
    public String toString() {
        return name;
    }
}
