package dev.weft.internal.insight;

import dev.weft.insight.Snapshot;
import dev.weft.internal.coroutine.FrameReader;
import dev.weft.internal.loop.OneLine;
import dev.weft.internal.task.Awaited;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The values of local variables as snapshots show them, without a call of the program's code. */
final class Values {

    private static final int LONGEST = 40; // characters of a string

    /* Those whose size() is a field, or a sum of fields, and calls no code but the JDK's own. */
    private static final Set<String> SIZED = Set.of(
            "java.util.ArrayList",
            "java.util.ArrayDeque",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.LinkedList",
            "java.util.PriorityQueue",
            "java.util.TreeMap",
            "java.util.IdentityHashMap",
            "java.util.EnumMap",
            "java.util.Arrays$ArrayList",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.CopyOnWriteArrayList",
            "java.util.concurrent.LinkedBlockingQueue");

    private static final String IMMUTABLE = "java.util.ImmutableCollections$";

    private static final Map<String, String> PRIMITIVES = Map.of(
            "Z", "boolean", "B", "byte", "S", "short", "C", "char", "I", "int", "J", "long", "F", "float", "D",
            "double");

    private Values() {}

    /** Returns a variable with its value as text. */
    static Snapshot.Local local(FrameReader.Value read) {
        String type = type(read.descriptor());
        return new Snapshot.Local(read.name(), type, read.readable() ? text(type, read.value()) : "?");
    }

    private static String type(String descriptor) {
        int dimensions = descriptor.lastIndexOf('[') + 1;
        String element = descriptor.substring(dimensions);
        String name = PRIMITIVES.getOrDefault(
                element,
                element.startsWith("L") && element.endsWith(";")
                        ? element.substring(1, element.length() - 1).replace('/', '.')
                        : element);
        return name + "[]".repeat(dimensions);
    }

    private static String text(String type, @Nullable Object value) {
        if (value instanceof Integer number) { // the JVM keeps the smaller ones as int
            return switch (type) {
                case "boolean" -> String.valueOf(number != 0);
                case "char" -> text((char) number.intValue());
                default -> number.toString();
            };
        }
        return text(value);
    }

    /** Returns a value as text. */
    static String text(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String string) {
            return quoted(string);
        }
        if (value instanceof Character character) {
            return "'" + OneLine.escaped(character.toString()) + "'";
        }
        if (value instanceof Boolean || isNumber(value.getClass())) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        Class<?> type = value.getClass();
        if (type.isArray()) {
            return name(type.getComponentType().getName()) + "[" + Array.getLength(value) + "]";
        }
        if (isSized(type)) {
            return name(type.getName()) + "(" + size(value) + ")";
        }
        return Awaited.identity(value);
    }

    private static boolean isNumber(Class<?> type) {
        return type == Integer.class
                || type == Long.class
                || type == Double.class
                || type == Float.class
                || type == Short.class
                || type == Byte.class;
    }

    private static boolean isSized(Class<?> type) {
        return type.getClassLoader() == null
                && (SIZED.contains(type.getName()) || type.getName().startsWith(IMMUTABLE));
    }

    private static int size(Object value) {
        return value instanceof Map<?, ?> map ? map.size() : ((Collection<?>) value).size();
    }

    private static String name(String className) {
        String simple = className.substring(className.lastIndexOf('.') + 1);
        return simple.startsWith("ImmutableCollections$") ? simple.substring(simple.indexOf('$') + 1) : simple;
    }

    private static String quoted(String string) {
        if (string.length() <= LONGEST) {
            return '"' + OneLine.escaped(string) + '"';
        }
        int end = Character.isHighSurrogate(string.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return '"' + OneLine.escaped(string.substring(0, end)) + "…\"";
    }
}
