package dev.weft.agent.transform.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the fields of a frame, for those who look at it in a debugger or a heap dump: those of the variables that
 * they keep.
 *
 * <p>A field that keeps several variables, at different awaits, has the names of all: {@code order_or_user}. One that keeps
 * none with a name is called by its type and number: {@code a3}. Where two fields would have one name, the second one has a
 * number: {@code order_2}.
 */
final class FieldNames {
    private static final Set<String> RESERVED = Set.of("point", "$emitted"); // fields of frames that woven code uses
    private static final int MOST = 3; // variables in one name
    private static final int LONGEST = 100; // characters of a variable in it; the JVM allows a field 65,535 bytes

    private final List<Set<String>> variables = new ArrayList<>(); // by field, in order of first appearance
    private final Set<String> used = new HashSet<>(RESERVED);

    FieldNames(List<FrameField> fields) {
        for (int i = 0; i < fields.size(); i++) {
            variables.add(new LinkedHashSet<>(2));
        }
    }

    /** Notes that a field keeps a variable, whose name may be empty. */
    void add(int field, String variable) {
        if (!variable.isEmpty()) {
            variables.get(field).add(variable);
        }
    }

    /** Renames the fields, in their order. */
    void rename(List<FrameField> fields) {
        for (int i = 0; i < variables.size(); i++) {
            var field = fields.get(i);
            fields.set(i, new FrameField(unused(name(field, variables.get(i))), field.descriptor()));
        }
    }

    private static String name(FrameField field, Set<String> variables) {
        if (variables.isEmpty()) {
            return field.name();
        }
        var name = new StringBuilder();
        int named = 0;
        for (var variable : variables) {
            name.append(named == 0 ? "" : "_or_");
            if (named++ == MOST) {
                return name.append("others").toString();
            }
            name.append(variable, 0, Math.min(variable.length(), LONGEST));
        }
        return name.toString();
    }

    private String unused(String wanted) {
        String name = wanted;
        for (int number = 2; !used.add(name); number++) {
            name = wanted + "_" + number;
        }
        return name;
    }
}
