package dev.weft.internal.coroutine;

import java.util.ArrayList;
import java.util.List;

/**
 * A description of a method, parsed from {@link Activation#describe}: its place in the source, the lines at which it
 * suspends, and what is saved there.
 *
 * @param className the dotted name of the class that declares the method
 * @param method the method's name
 * @param file the source file's name, empty if unknown
 * @param lines the line of each suspension point, in order
 * @param locals the local variables that are saved at each suspension point, in order
 */
public record FrameDescription(
        String className, String method, String file, List<Integer> lines, List<List<Local>> locals) {

    /**
     * A local variable that is saved at a suspension point.
     *
     * @param field the field that keeps it
     * @param name its name
     * @param descriptor the descriptor of its type
     */
    public record Local(String field, String name, String descriptor) {

        private static Local parse(String text) {
            String[] parts = text.split(";", 3);
            return new Local(unescaped(parts[0]), unescaped(parts[1]), unescaped(parts[2]));
        }
    }

    /** Copies the lists. */
    public FrameDescription {
        lines = List.copyOf(lines);
        locals = List.copyOf(locals);
    }

    /** Parses a description. */
    public static FrameDescription parse(String description) {
        String[] rows = description.split("\n", -1);
        String[] head = rows[0].split("\t", -1);
        List<Integer> lines = new ArrayList<>();
        List<List<Local>> locals = new ArrayList<>();
        for (int i = 1; i < rows.length; i++) {
            if (!rows[i].isEmpty()) {
                String[] parts = rows[i].split("\t", -1);
                lines.add(Integer.parseInt(parts[0]));
                List<Local> saved = new ArrayList<>(parts.length - 1);
                for (int part = 1; part < parts.length; part++) {
                    saved.add(Local.parse(parts[part]));
                }
                locals.add(saved);
            }
        }
        return new FrameDescription(
                unescaped(head[0]), unescaped(head[1]), head.length > 2 ? unescaped(head[2]) : "", lines, locals);
    }

    /** Returns a suspension point of a described method, without parsing what is saved there. */
    static StackTraceElement place(String description, int point) {
        int row = description.indexOf('\n');
        String head = row < 0 ? description : description.substring(0, row);
        int first = head.indexOf('\t');
        int second = head.indexOf('\t', first + 1);
        String method = unescaped(head.substring(first + 1, second < 0 ? head.length() : second));
        String file = second < 0 ? "" : unescaped(head.substring(second + 1));
        for (int before = 1; before < point && row >= 0; before++) {
            row = description.indexOf('\n', row + 1);
        }
        int line = point < 1 || row < 0 ? -1 : number(description, row + 1);
        return new StackTraceElement(unescaped(head.substring(0, first)), method, file.isEmpty() ? null : file, line);
    }

    private static int number(String text, int from) {
        int number = 0;
        for (int i = from; i < text.length() && Character.isDigit(text.charAt(i)); i++) {
            number = 10 * number + text.charAt(i) - '0';
        }
        return number;
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
