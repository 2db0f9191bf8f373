package dev.weft.agent.transform.code;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** The control flow of a method: where control can go from each instruction, by index in its code. */
public final class ControlFlow {
    private final InsnList code;
    private final int[][] successors;
    private final int[][] handlers;

    private ControlFlow(MethodNode method) {
        code = method.instructions;
        successors = new int[code.size()][];
        handlers = handlersOf(method);
        for (int i = 0; i < successors.length; i++) {
            successors[i] = successorsOf(i);
        }
    }

    /** The control flow of {@code method} as it stands now. */
    public static ControlFlow of(MethodNode method) {
        return new ControlFlow(method);
    }

    /** How many instructions there are, pseudo instructions included. */
    int size() {
        return successors.length;
    }

    /** Where control goes when the instruction ends normally; not to be changed. */
    int[] successors(int index) {
        return successors[index];
    }

    /** Where control goes when it throws; not to be changed. */
    int[] handlers(int index) {
        return handlers[index];
    }

    /** The instructions that can run after any of {@code origins} has ended, normally or with an exception. */
    public BitSet reachableAfter(Collection<? extends AbstractInsnNode> origins) {
        var reached = new BitSet(size());
        var work = new ArrayDeque<Integer>();
        for (var origin : origins) {
            addAll(successors[code.indexOf(origin)], reached, work);
            addAll(handlers[code.indexOf(origin)], reached, work);
        }
        for (var index = work.poll(); index != null; index = work.poll()) {
            addAll(successors[index], reached, work);
            addAll(handlers[index], reached, work);
        }
        return reached;
    }

    /**
     * The instructions that can run before any of {@code barriers} has ended normally: control leaves the method there.
     */
    public BitSet reachableBefore(Collection<? extends AbstractInsnNode> barriers) {
        var ends = new BitSet(size());
        for (var barrier : barriers) {
            ends.set(code.indexOf(barrier));
        }
        var reached = new BitSet(size());
        var work = new ArrayDeque<Integer>();
        addAll(new int[] {0}, reached, work);
        for (var index = work.poll(); index != null; index = work.poll()) {
            if (!ends.get(index)) {
                addAll(successors[index], reached, work);
            }
            addAll(handlers[index], reached, work);
        }
        return reached;
    }

    private static void addAll(int[] targets, BitSet reached, ArrayDeque<Integer> work) {
        for (int target : targets) {
            if (!reached.get(target)) {
                reached.set(target);
                work.add(target);
            }
        }
    }

    private int[] successorsOf(int index) {
        var insn = code.get(index);
        var targets = new ArrayList<Integer>(2);
        if (insn instanceof JumpInsnNode jump) {
            targets.add(code.indexOf(jump.label));
        } else if (insn instanceof TableSwitchInsnNode table) {
            addLabels(table.dflt, table.labels, targets);
        } else if (insn instanceof LookupSwitchInsnNode lookup) {
            addLabels(lookup.dflt, lookup.labels, targets);
        }
        if (index + 1 < code.size() && Instructions.fallsThrough(insn.getOpcode())) {
            targets.add(index + 1);
        }
        return toArray(targets);
    }

    private void addLabels(LabelNode dflt, List<LabelNode> labels, List<Integer> targets) {
        targets.add(code.indexOf(dflt));
        for (var label : labels) {
            targets.add(code.indexOf(label));
        }
    }

    private static int[][] handlersOf(MethodNode method) {
        var covering = new ArrayList<List<Integer>>(method.instructions.size());
        for (int i = 0; i < method.instructions.size(); i++) {
            covering.add(List.of());
        }
        for (var block : method.tryCatchBlocks) {
            int end = method.instructions.indexOf(block.end);
            int handler = method.instructions.indexOf(block.handler);
            for (int i = method.instructions.indexOf(block.start); i < end; i++) {
                if (covering.get(i).isEmpty()) {
                    covering.set(i, new ArrayList<>(2));
                }
                covering.get(i).add(handler);
            }
        }
        var handlers = new int[covering.size()][];
        for (int i = 0; i < handlers.length; i++) {
            handlers[i] = toArray(covering.get(i));
        }
        return handlers;
    }

    private static int[] toArray(List<Integer> list) {
        var array = new int[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }
}
