package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ParameterField;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The arguments of a method on their way into its start body: in a call, or, if the body's own parameters beside them
 * are more than the JVM allows, in the fields of the frame.
 */
public final class Arguments {
    private Arguments() {}

    /** Returns the descriptors of the arguments that the start body and the frame's constructor take. */
    public static String descriptors(MethodPlan plan) {
        if (!arePassed(plan)) {
            return "";
        }
        var descriptors = new StringBuilder();
        for (var parameter : plan.parameters()) {
            descriptors.append(parameter.descriptor());
        }
        return descriptors.toString();
    }

    /** Returns whether the JVM allows the start body to take them. */
    public static boolean arePassed(MethodPlan plan) {
        int slots = 0;
        for (var parameter : plan.parameters()) {
            slots += ValueType.ofDescriptor(parameter.descriptor()).size();
        }
        return slots <= RuntimeAbi.MOST_PASSED_SLOTS;
    }

    /** Emits {@code frame.field = value}: takes the value of a parameter from a slot to the frame in another. */
    public static void store(ParameterField parameter, int slot, int frameSlot, String frame, InsnList code) {
        var field = parameter.field();
        code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
        code.add(Instructions.load(ValueType.ofDescriptor(parameter.descriptor()), slot));
        code.add(new FieldInsnNode(Opcodes.PUTFIELD, frame, field.name(), field.descriptor()));
    }

    /** Emits {@code frame.field}, onto the stack. */
    public static void load(ParameterField parameter, int frameSlot, String frame, InsnList code) {
        var field = parameter.field();
        code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
        code.add(new FieldInsnNode(Opcodes.GETFIELD, frame, field.name(), field.descriptor()));
    }
}
