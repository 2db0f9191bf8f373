package dev.weft.internal.coroutine;

import java.util.Arrays;
import java.util.List;

/**
 * A description of a method, parsed from {@link Activation#describe}: its place in the source and the lines at which it
 * suspends.
 *
 * @param className the dotted name of the class that declares the method
 * @param method the method's name
 * @param file the source file's name, empty if unknown
 * @param lines the line of each suspension point, in order
 */
public record FrameDescription(String className, String method, String file, List<Integer> lines) {

    /** Copies the lines. */
    public FrameDescription {
        lines = List.copyOf(lines);
    }

    /** Parses a description. */
    public static FrameDescription parse(String description) {
        String[] rows = description.split("\n", -1);
        String[] head = rows[0].split("\t", -1);
        List<Integer> lines = Arrays.stream(rows, 1, rows.length)
                .filter(row -> !row.isEmpty())
                .map(row -> Integer.parseInt(row.split("\t", 2)[0]))
                .toList();
        return new FrameDescription(
                unescaped(head[0]), unescaped(head[1]), head.length > 2 ? unescaped(head[2]) : "", lines);
    }

    /** Removes the escapes: the JVM allows tabs, line feeds and backslashes in names, and some compilers use them. */
    private static String unescaped(String name) {
        if (name.indexOf('\\') < 0) {
            return name;
        }
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\') {
                i++;
                c = switch (name.charAt(i)) {
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    default -> name.charAt(i);
                };
            }
            text.append(c);
        }
        return text.toString();
    }

    /** Returns the simple class name and the method, such as {@code Orders.load}. */
    public String qualifiedName() {
        return className.substring(className.lastIndexOf('.') + 1).replace('$', '.') + "." + method;
    }

    /** Returns a suspension point as an element of a stack trace; without a line if the body is not at one. */
    StackTraceElement at(int point) {
        int line = point >= 1 && point <= lines.size() ? lines.get(point - 1) : -1;
        return new StackTraceElement(className, method, file.isEmpty() ? null : file, line);
    }
}
