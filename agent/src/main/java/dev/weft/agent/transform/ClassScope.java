package dev.weft.agent.transform;

import java.util.ArrayList;
import java.util.List;

/**
 * Classes by the beginnings of their names, as the options {@code stress=} and {@code test=} take them.
 *
 * @param prefixes the beginnings of their internal names
 */
public record ClassScope(List<String> prefixes) {
    /** No class. */
    public static final ClassScope NONE = new ClassScope(List.of());

    /** Copies the list. */
    public ClassScope {
        prefixes = List.copyOf(prefixes);
    }

    /**
     * Reads what a user writes.
     *
     * @param text dotted beginnings of class names, separated by semicolons: {@code org.apache.commons.lang3.;app.}
     * @return the classes whose names begin so
     */
    public static ClassScope parse(String text) {
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
        return new ClassScope(prefixes);
    }

    /**
     * Whether there is any such class.
     *
     * @return false unless an option names some
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
