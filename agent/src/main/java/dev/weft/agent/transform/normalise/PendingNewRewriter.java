package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.code.TypeFlow;
import dev.weft.agent.transform.code.TypeState;
import dev.weft.agent.transform.code.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * The step after which no object waits for its constructor across an await: an uninitialised object can't be kept in a
 * field.
 *
 * <p>For each {@code new T} whose object is still uninitialised at some await:
 *
 * <ol>
 *   <li>at the {@code new}, T is initialised (JLS 12.4.1: before the arguments) and null takes the object's place;
 *   <li>stack map frames between there and the constructor name null instead of the object;
 *   <li>at the constructor call the arguments go into temporaries, the object is made and constructed, and every copy of
 *       the null, on the stack or in a local, becomes the object.
 * </ol>
 */
final class PendingNewRewriter {
    private final MethodNode code;
    private final Set<AbstractInsnNode> pending = Collections.newSetFromMap(new IdentityHashMap<>());
    private final int firstTemporary;

    private PendingNewRewriter(MethodNode code) {
        this.code = code;
        this.firstTemporary = code.maxLocals;
    }

    static void rewrite(String owner, MethodNode code, List<SuspensionPoint> points) {
        var rewriter = new PendingNewRewriter(code);
        rewriter.findPending(TypeFlow.before(owner, code, Instructions.setOf(points)));
        if (rewriter.pending.isEmpty()) {
            return;
        }
        var constructors = rewriter.constructorCalls();
        var states = TypeFlow.before(owner, code, constructors);
        rewriter.addEntangled(states);
        rewriter.rewriteFrames();
        for (var call : constructors) {
            var state = states.get(call);
            if (state != null) {
                rewriter.construct((MethodInsnNode) call, state);
            }
        }
        rewriter.replaceAllocations();
    }

    private void findPending(Map<AbstractInsnNode, TypeState> states) {
        for (var state : states.values()) {
            addUninitialised(state.locals());
            addUninitialised(state.stack());
        }
    }

    private void addUninitialised(List<ValueType> types) {
        for (var type : types) {
            if (type.site() instanceof AbstractInsnNode allocation) {
                pending.add(allocation);
            }
        }
    }

    private Set<AbstractInsnNode> constructorCalls() {
        var calls = Collections.<AbstractInsnNode>newSetFromMap(new IdentityHashMap<>());
        for (var insn : code.instructions) {
            if (insn.getOpcode() == Opcodes.INVOKESPECIAL && ((MethodInsnNode) insn).name.equals("<init>")) {
                calls.add(insn);
            }
        }
        return calls;
    }

    /** An uninitialised object that lies between the copies of a pending one moves with them: it is pending too. */
    private void addEntangled(Map<AbstractInsnNode, TypeState> states) {
        int before;
        do {
            before = pending.size();
            for (var entry : states.entrySet()) {
                addEntangled((MethodInsnNode) entry.getKey(), entry.getValue());
            }
        } while (pending.size() > before);
    }

    private void addEntangled(MethodInsnNode call, TypeState state) {
        int receiver = receiverIndex(call, state);
        var site = state.stack().get(receiver).site();
        if (site != null && pending.contains(site)) {
            addUninitialised(state.stack().subList(firstCopy(state, site), receiver));
        }
    }

    private void rewriteFrames() {
        for (var insn : code.instructions) {
            if (insn instanceof FrameNode frame) {
                frame.local = withoutPending(frame.local);
                frame.stack = withoutPending(frame.stack);
            }
        }
    }

    private List<Object> withoutPending(List<Object> entries) {
        var result = new ArrayList<Object>(entries.size());
        for (var entry : entries) {
            boolean isPending = entry instanceof LabelNode label && pending.contains(Instructions.nextReal(label));
            result.add(isPending ? Opcodes.NULL : entry);
        }
        return result;
    }

    private void replaceAllocations() {
        for (var allocation : pending) {
            var placeholder = new InsnList();
            placeholder.add(new InsnNode(Opcodes.POP));
            placeholder.add(new InsnNode(Opcodes.ACONST_NULL));
            code.instructions.insert(allocation, placeholder);
        }
    }

    private void construct(MethodInsnNode call, TypeState state) {
        int receiver = receiverIndex(call, state);
        var site = state.stack().get(receiver).site();
        if (site == null || !pending.contains(site)) {
            return;
        }
        int first = firstCopy(state, site);
        var slots = assignSlots(state.stack(), first);
        var before = new InsnList();
        for (int i = state.stack().size() - 1; i >= first; i--) {
            before.add(storeOrPop(state.stack().get(i), slots[i - first]));
        }
        before.add(new TypeInsnNode(Opcodes.NEW, ((TypeInsnNode) site).desc));
        before.add(new InsnNode(Opcodes.DUP));
        for (int i = receiver + 1; i < state.stack().size(); i++) {
            before.add(loadOrNull(state.stack().get(i), slots[i - first]));
        }
        code.instructions.insertBefore(call, before);
        code.instructions.insert(call, distribute(state, site, first, receiver, slots));
    }

    /** Puts the constructed object, now on top of the stack, wherever a copy of it was. */
    private InsnList distribute(TypeState state, Object site, int first, int receiver, int[] slots) {
        var after = new InsnList();
        var object = ValueType.reference(((TypeInsnNode) site).desc);
        int objectSlot = slots[receiver - first];
        after.add(Instructions.store(object, objectSlot));
        for (int slot = 0; slot < state.locals().size(); slot++) {
            if (state.local(slot).site() == site) {
                after.add(Instructions.load(object, objectSlot));
                after.add(Instructions.store(object, slot));
            }
        }
        for (int i = first; i < receiver; i++) {
            var type = state.stack().get(i);
            after.add(type.site() == site ? Instructions.load(object, objectSlot) : loadOrNull(type, slots[i - first]));
        }
        return after;
    }

    private int[] assignSlots(List<ValueType> stack, int first) {
        var slots = new int[stack.size() - first];
        int next = firstTemporary;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = next;
            next += stack.get(first + i).size();
        }
        code.maxLocals = Math.max(code.maxLocals, next);
        return slots;
    }

    private static AbstractInsnNode storeOrPop(ValueType type, int slot) {
        return type.site() == null ? Instructions.store(type, slot) : new InsnNode(Opcodes.POP);
    }

    private static AbstractInsnNode loadOrNull(ValueType type, int slot) {
        return type.site() == null ? Instructions.load(type, slot) : new InsnNode(Opcodes.ACONST_NULL);
    }

    private static int receiverIndex(MethodInsnNode call, TypeState state) {
        return state.stack().size() - 1 - Type.getArgumentTypes(call.desc).length;
    }

    private static int firstCopy(TypeState state, Object site) {
        for (int i = 0; i < state.stack().size(); i++) {
            if (state.stack().get(i).site() == site) {
                return i;
            }
        }
        throw new IllegalStateException("no copy of the object under construction is on the stack");
    }
}
