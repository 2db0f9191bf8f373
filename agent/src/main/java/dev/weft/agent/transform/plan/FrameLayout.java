package dev.weft.agent.transform.plan;

import dev.weft.agent.transform.analysis.AwaitPoint;
import dev.weft.agent.transform.analysis.Parameter;
import dev.weft.agent.transform.code.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives each local that survives an await a field of the frame.
 *
 * <p>Greedy graph colouring: a variable is a slot with one type; two variables interfere when both are live at one await,
 * and all parameters interfere, since a cold coroutine keeps them all. Each takes the first field of its exact type that
 * no interfering variable has, in order of first appearance. A field has the local's own type, so restoring needs no cast.
 */
final class FrameLayout {
    private record Variable(int slot, String descriptor) {
        // Written out, as those of a record bring up method handles: 50 ms at the start of every program that awaits.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Variable that && slot == that.slot && descriptor.equals(that.descriptor);
        }

        @Override
        public int hashCode() {
            return 31 * slot + descriptor.hashCode();
        }
    }

    private final Map<Variable, Set<Variable>> interferences = new LinkedHashMap<>();
    private final Map<Variable, FrameField> fieldByVariable = new HashMap<>();
    private final List<FrameField> fields = new ArrayList<>();

    FrameLayout(List<Parameter> parameters, List<AwaitPoint> points) {
        var together = new ArrayList<Variable>();
        for (var parameter : parameters) {
            together.add(variable(parameter.slot(), ValueType.ofDescriptor(parameter.descriptor())));
        }
        interfere(together);
        for (var point : points) {
            together.clear();
            for (var local : point.live()) {
                if (local.type().sort() != ValueType.Sort.NULL) {
                    together.add(variable(local.slot(), local.type()));
                }
            }
            interfere(together);
        }
        for (var variable : interferences.keySet()) {
            fieldByVariable.put(variable, colour(variable));
        }
    }

    /** All fields, in the order they were needed. */
    List<FrameField> fields() {
        return fields;
    }

    /** The field of the variable in {@code slot} while it has that type. */
    FrameField field(int slot, ValueType type) {
        var field = fieldByVariable.get(variable(slot, type));
        if (field == null) {
            throw new IllegalArgumentException("no field for local " + slot);
        }
        return field;
    }

    /**
     * Whether the local in {@code slot} has one field at all awaits, and that field no other local: then what one
     * suspension has saved there stays right as long as nobody writes the local. A local whose type is narrower at one
     * await than at another has two fields.
     */
    boolean hasOwnField(int slot, ValueType type) {
        var field = fieldByVariable.get(variable(slot, type));
        int related = 0;
        for (var entry : fieldByVariable.entrySet()) {
            related += entry.getKey().slot() == slot || entry.getValue().equals(field) ? 1 : 0;
        }
        return related == 1;
    }

    private static Variable variable(int slot, ValueType type) {
        return new Variable(slot, type.descriptor());
    }

    private void interfere(List<Variable> together) {
        for (var variable : together) {
            var others = interferences.get(variable);
            if (others == null) {
                others = new HashSet<>();
                interferences.put(variable, others);
            }
            others.addAll(together);
        }
    }

    private FrameField colour(Variable variable) {
        var taken = new HashSet<FrameField>();
        for (var other : interferences.getOrDefault(variable, Set.of())) {
            var field = fieldByVariable.get(other);
            if (field != null) {
                taken.add(field);
            }
        }
        for (var field : fields) {
            if (field.descriptor().equals(variable.descriptor()) && !taken.contains(field)) {
                return field;
            }
        }
        var field = new FrameField(prefix(variable.descriptor()) + fields.size(), variable.descriptor());
        fields.add(field);
        return field;
    }

    private static String prefix(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'I' -> "i";
            case 'J' -> "j";
            case 'F' -> "f";
            case 'D' -> "d";
            default -> "a";
        };
    }
}
