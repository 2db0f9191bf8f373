package dev.weft.agent.transform;

import java.util.ArrayList;
import java.util.List;

/**
 * The classes in which stress mode makes every call a suspension point that really suspends.
 *
 * @param prefixes the beginnings of their internal names
 */
public record StressScope(List<String> prefixes) {
    /** No class. */
    public static final StressScope NONE = new StressScope(List.of());

    /** Copies the list. */
    public StressScope {
        prefixes = List.copyOf(prefixes);
    }

    /**
     * Reads what a user writes.
     *
     * @param text dotted beginnings of class names, separated by semicolons: {@code org.apache.commons.lang3.;app.}
     * @return the classes whose names begin so
     */
    public static StressScope parse(String text) {
        var prefixes = new ArrayList<String>();
        int start = 0;
        while (start <= text.length()) {
            int semicolon = text.indexOf(';', start);
            int end = semicolon < 0 ? text.length() : semicolon;
            if (end > start) {
                prefixes.add(text.substring(start, end).replace('.', '/'));
            }
            start = end + 1;
        }
        return new StressScope(prefixes);
    }

    /**
     * Whether there is any such class.
     *
     * @return false for normal weaving
     */
    public boolean isEmpty() {
        return prefixes.isEmpty();
    }

    /**
     * Whether a class is one of them.
     *
     * @param name its internal name
     * @return whether the name begins with one of the prefixes
     */
    public boolean covers(String name) {
        for (int i = 0; i < prefixes.size(); i++) {
            if (name.startsWith(prefixes.get(i))) {
                return true;
            }
        }
        return false;
    }
}
