package dev.weft.agent.transform.plan;

import dev.weft.agent.transform.analysis.AwaitPoint;
import dev.weft.agent.transform.analysis.Parameter;
import dev.weft.agent.transform.code.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The assignment of a field of the frame to each local that survives an await.
 *
 * <p>Greedy graph colouring: a variable is a slot with one type; two variables interfere when both are live at one await,
 * and all parameters interfere, since a cold coroutine keeps them all. Each takes the first field of its exact type that
 * no interfering variable has, in order of first appearance. A field has the local's own type, so restoring needs no cast,
 * and the names of the variables that it keeps.
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

    private final Map<Variable, Integer> indexes = new HashMap<>();
    private final List<Variable> variables = new ArrayList<>(); // in order of first appearance
    private final List<BitSet> interferences = new ArrayList<>(); // of each variable, with the indexes of others
    private final List<FrameField> fields = new ArrayList<>();
    private final Map<String, List<Integer>> fieldsByType = new HashMap<>();
    private final int[] fieldOf;
    private final Map<Integer, Integer> variablesInSlot = new HashMap<>();
    private final int[] variablesInField;

    FrameLayout(List<Parameter> parameters, List<AwaitPoint> points) {
        var together = new BitSet();
        for (var parameter : parameters) {
            together.set(indexOf(parameter.slot(), ValueType.ofDescriptor(parameter.descriptor())));
        }
        interfere(together);
        for (var point : points) {
            together.clear();
            for (var local : point.live()) {
                if (local.type().sort() != ValueType.Sort.NULL) {
                    together.set(indexOf(local.slot(), local.type()));
                }
            }
            interfere(together);
        }
        fieldOf = new int[variables.size()];
        variablesInField = new int[variables.size()];
        Arrays.fill(fieldOf, -1);
        for (int variable = 0; variable < fieldOf.length; variable++) {
            fieldOf[variable] = colour(variable);
            variablesInField[fieldOf[variable]]++;
            int slot = variables.get(variable).slot();
            variablesInSlot.put(slot, variablesInSlot.getOrDefault(slot, 0) + 1);
        }
        name(parameters, points);
    }

    private void name(List<Parameter> parameters, List<AwaitPoint> points) {
        var names = new FieldNames(fields);
        for (var parameter : parameters) {
            int variable = known(parameter.slot(), ValueType.ofDescriptor(parameter.descriptor()));
            names.add(fieldOf[variable], parameter.name());
        }
        for (var point : points) {
            for (var local : point.live()) {
                if (local.type().sort() != ValueType.Sort.NULL) {
                    names.add(fieldOf[known(local.slot(), local.type())], local.name());
                }
            }
        }
        names.rename(fields);
    }

    /** All fields, in the order they were needed. */
    List<FrameField> fields() {
        return fields;
    }

    /** The field of the variable in {@code slot} while it has that type. */
    FrameField field(int slot, ValueType type) {
        return fields.get(fieldOf[known(slot, type)]);
    }

    /**
     * Whether the local in {@code slot} has one field at all awaits, and that field no other local: then what one
     * suspension has saved there stays right as long as the local is not written. A local whose type is narrower at one
     * await than at another has two fields.
     */
    boolean hasOwnField(int slot, ValueType type) {
        return variablesInField[fieldOf[known(slot, type)]] == 1 && variablesInSlot.getOrDefault(slot, 0) == 1;
    }

    private int known(int slot, ValueType type) {
        var index = indexes.get(new Variable(slot, type.descriptor()));
        if (index == null) {
            throw new IllegalArgumentException("no field for local " + slot);
        }
        return index;
    }

    private int indexOf(int slot, ValueType type) {
        var variable = new Variable(slot, type.descriptor());
        var index = indexes.get(variable);
        if (index == null) {
            index = variables.size();
            indexes.put(variable, index);
            variables.add(variable);
            interferences.add(new BitSet());
        }
        return index;
    }

    private void interfere(BitSet together) {
        for (int i = together.nextSetBit(0); i >= 0; i = together.nextSetBit(i + 1)) {
            interferences.get(i).or(together);
        }
    }

    private int colour(int variable) {
        var taken = new BitSet();
        var others = interferences.get(variable);
        for (int i = others.nextSetBit(0); i >= 0; i = others.nextSetBit(i + 1)) {
            if (fieldOf[i] >= 0) {
                taken.set(fieldOf[i]);
            }
        }
        String descriptor = variables.get(variable).descriptor();
        var ofType = fieldsByType.get(descriptor);
        if (ofType == null) {
            ofType = new ArrayList<>();
            fieldsByType.put(descriptor, ofType);
        }
        for (int field : ofType) {
            if (!taken.get(field)) {
                return field;
            }
        }
        ofType.add(fields.size());
        fields.add(new FrameField(prefix(descriptor) + fields.size(), descriptor));
        return fields.size() - 1;
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
