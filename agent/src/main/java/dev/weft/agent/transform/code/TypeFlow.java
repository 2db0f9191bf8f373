package dev.weft.agent.transform.code;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The types of locals and operand stack at chosen instructions, read off the stack map frames that the compiler wrote.
 *
 * <p>One pass in code order: a frame sets the state, an instruction changes it (JVMS 4.10.1, verification by type
 * checking). Nothing is merged, so no class hierarchy is needed and no class is loaded.
 */
public final class TypeFlow {
    private final IdentityHashMap<Label, AbstractInsnNode> newByLabel = new IdentityHashMap<>();

    private TypeFlow() {}

    /** The state before each of the {@code wanted} instructions; those that can't be reached are missing. */
    public static Map<AbstractInsnNode, TypeState> before(
            String owner, MethodNode method, Set<? extends AbstractInsnNode> wanted) {
        return new TypeFlow().run(owner, method, wanted);
    }

    private Map<AbstractInsnNode, TypeState> run(
            String owner, MethodNode method, Set<? extends AbstractInsnNode> wanted) {
        var states = new IdentityHashMap<AbstractInsnNode, TypeState>();
        var simulator = new Simulator(owner, method);
        nameAllocations(method);
        for (var insn = method.instructions.getFirst(); insn != null; insn = insn.getNext()) {
            if (wanted.contains(insn) && simulator.locals != null) {
                states.put(insn, snapshot(simulator));
            }
            insn.accept(simulator);
            if (insn.getOpcode() == Opcodes.NEW && simulator.stack != null) {
                newByLabel.put((Label) simulator.stack.get(simulator.stack.size() - 1), insn);
            }
        }
        return states;
    }

    /** A frame names an uninitialised object by a label in front of its {@code new}. */
    private void nameAllocations(MethodNode method) {
        for (var insn = method.instructions.getFirst(); insn != null; insn = insn.getNext()) {
            if (insn instanceof LabelNode label) {
                var next = Instructions.nextReal(label);
                if (next != null && next.getOpcode() == Opcodes.NEW) {
                    newByLabel.put(label.getLabel(), next);
                }
            }
        }
    }

    private TypeState snapshot(Simulator simulator) {
        var locals = new ArrayList<ValueType>(simulator.locals.size());
        for (var entry : simulator.locals) {
            locals.add(typeOf(entry));
        }
        var stack = new ArrayList<ValueType>(simulator.stack.size());
        for (int i = 0; i < simulator.stack.size(); i++) {
            var type = typeOf(simulator.stack.get(i));
            stack.add(type);
            i += type.size() - 1;
        }
        return new TypeState(locals, stack);
    }

    private ValueType typeOf(Object entry) {
        if (entry instanceof Integer tag) {
            return Instructions.typeOfTag(tag);
        }
        if (entry instanceof Label label) {
            var site = newByLabel.get(label);
            return new ValueType(ValueType.Sort.UNINITIALIZED, null, site);
        }
        return ValueType.reference((String) entry);
    }

    /** ASM's simulation, with its state open to this class. */
    private static final class Simulator extends AnalyzerAdapter {
        Simulator(String owner, MethodNode method) {
            super(Opcodes.ASM9, owner, method.access, method.name, method.desc, null);
        }
    }
}
