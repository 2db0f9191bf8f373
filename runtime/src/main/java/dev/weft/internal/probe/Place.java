package dev.weft.internal.probe;

/**
 * The text that the agent passes for a line of the source: class, method, file and line, separated by {@code '#'}, as in
 * {@code app.Account#withdraw#Account.java#21}. The file is empty if the class does not name it.
 */
final class Place {

    private static final int PARTS = 4;

    private Place() {}

    static StackTraceElement parse(String text) {
        String[] parts = text.split("#", PARTS);
        return new StackTraceElement(
                parts[0], parts[1], parts[2].isEmpty() ? null : parts[2], Integer.parseInt(parts[PARTS - 1]));
    }
}
