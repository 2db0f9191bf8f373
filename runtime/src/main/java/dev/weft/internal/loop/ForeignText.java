package dev.weft.internal.loop;

/** The text of an object of the program, for a report: a {@code toString} that throws must not cost the report. */
public final class ForeignText {

    private ForeignText() {}

    /** Returns what an object says of itself, or its class if it throws. */
    public static String of(Object object) {
        try {
            return String.valueOf(object);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError thrown) {
            return object.getClass().getName() + " (whose toString throws "
                    + thrown.getClass().getName() + ")";
        }
    }
}
