package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.code.TypeFlow;
import dev.weft.agent.transform.code.ValueType;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The step that moves what lies on the operand stack below an await's operands into locals and back.
 *
 * <p>{@code [a, b, operand] await} becomes {@code operand -> t2, b -> t1, a -> t0; t2 await -> t2; t0 t1 t2}, and
 * {@code [a, b] pause} becomes {@code b -> t1, a -> t0; pause; t0 t1; null -> t0, null -> t1}. The
 * temporaries of all awaits share their slots: no jump leads into or out of such a sequence.
 */
final class StackSpiller {
    private final MethodNode code;
    private final int firstTemporary;

    private StackSpiller(MethodNode code) {
        this.code = code;
        this.firstTemporary = code.maxLocals;
    }

    static void spill(String owner, MethodNode code, List<SuspensionPoint> points) {
        var states = TypeFlow.before(owner, code, Instructions.setOf(points));
        var spiller = new StackSpiller(code);
        for (var point : points) {
            var state = states.get(point);
            if (state != null) {
                spiller.spill(point, state.stack());
            }
        }
    }

    private void spill(SuspensionPoint point, List<ValueType> stack) {
        int operands = point.operandCount();
        int below = stack.size() - operands;
        if (below == 0) {
            return;
        }
        var slots = assignSlots(stack);
        var save = new InsnList();
        for (int i = stack.size() - 1; i >= 0; i--) {
            save.add(Instructions.store(stack.get(i), slots[i]));
        }
        load(save, stack, slots, below, stack.size());
        code.instructions.insertBefore(point, save);
        code.instructions.insert(point, reload(stack, slots, below, point.givesValue()));
    }

    private int[] assignSlots(List<ValueType> stack) {
        var slots = new int[stack.size()];
        int next = firstTemporary;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = next;
            next += stack.get(i).size();
        }
        code.maxLocals = Math.max(code.maxLocals, next + 1);
        return slots;
    }

    private static InsnList reload(List<ValueType> stack, int[] slots, int below, boolean withResult) {
        var result = ValueType.reference("java/lang/Object");
        int resultSlot = slots[below - 1] + stack.get(below - 1).size();
        var reload = new InsnList();
        if (withResult) {
            reload.add(Instructions.store(result, resultSlot));
        }
        load(reload, stack, slots, 0, below);
        if (withResult) {
            reload.add(Instructions.load(result, resultSlot));
        } else {
            forget(reload, stack, slots);
        }
        return reload;
    }

    /** A slot that is never read keeps an object alive in the interpreter, a value that was taken from the stack does not. */
    private static void forget(InsnList into, List<ValueType> stack, int[] slots) {
        for (int i = 0; i < slots.length; i++) {
            if (stack.get(i).isReference()) {
                into.add(new InsnNode(Opcodes.ACONST_NULL));
                into.add(new VarInsnNode(Opcodes.ASTORE, slots[i]));
            }
        }
    }

    private static void load(InsnList into, List<ValueType> stack, int[] slots, int from, int to) {
        for (int i = from; i < to; i++) {
            into.add(Instructions.load(stack.get(i), slots[i]));
        }
    }
}
