package dev.weft.examples.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header fields in the order in which they are sent. Case does not matter in names. */
public final class Headers {
    private static final String NAME_SYMBOLS = "!#$%&'*+-.^_`|~"; // RFC 9110, 5.6.2, beside letters and digits

    private final List<String> fields = new ArrayList<>(); // name, value, name, value, ...

    /**
     * Adds a field.
     *
     * @param name its name
     * @param value its value, on one line
     * @return this
     * @throws IllegalArgumentException if the field would break the message
     */
    public Headers add(String name, String value) {
        if (!isName(name) || !isValue(value)) {
            throw new IllegalArgumentException("no header field: '" + name + ": " + value + "'");
        }
        fields.add(name);
        fields.add(value);
        return this;
    }

    /**
     * Returns the value of a field.
     *
     * @param name its name
     * @return the first value; null if there is none
     */
    public @Nullable String get(String name) {
        for (int i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).equalsIgnoreCase(name)) {
                return fields.get(i + 1);
            }
        }
        return null;
    }

    /**
     * Returns all values of a field.
     *
     * @param name its name
     * @return the values, in order
     */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).equalsIgnoreCase(name)) {
                values.add(fields.get(i + 1));
            }
        }
        return values;
    }

    /**
     * Tells whether a field that is a list has an element.
     *
     * @param name the name of the field
     * @param element the element, of which case does not matter
     * @return true if one of the values has it
     */
    public boolean has(String name, String element) {
        for (int i = 0; i < fields.size(); i += 2) {
            if (fields.get(i).equalsIgnoreCase(name) && contains(fields.get(i + 1), element)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(String list, String element) {
        for (String each : list.split(",", -1)) {
            if (each.strip().equalsIgnoreCase(element)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the number of fields. */
    int size() {
        return fields.size() / 2;
    }

    /** Appends the fields as they are sent. */
    void appendTo(StringBuilder head) {
        for (int i = 0; i < fields.size(); i += 2) {
            head.append(fields.get(i)).append(": ").append(fields.get(i + 1)).append("\r\n");
        }
    }

    static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && NAME_SYMBOLS.indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127 || c > 255) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }
}
