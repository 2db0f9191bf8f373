package dev.weft.agent.transform.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * The instructions of a method that run while it holds a monitor.
 *
 * <p>A forward analysis that counts monitors and never one too few:
 *
 * <ol>
 *   <li>The count at the entry is 0; {@code monitorenter} adds one, {@code monitorexit} takes one away.
 *   <li>Where paths meet the greater count holds.
 *   <li>An exception leaves an instruction with the count before it, for each handler that covers it up to and
 *       including the first that catches everything: no later one can be reached.
 *   <li>The count never exceeds the number of {@code monitorenter} instructions, so the iteration ends.
 * </ol>
 */
final class MonitorRegions {
    private static final int UNREACHED = -1;

    private final InsnList code; // constant after construction
    private final List<TryCatchBlockNode> handlers; // constant after construction
    private final int[] held;
    private final ArrayDeque<Integer> work = new ArrayDeque<>();
    private final int most; // constant after construction

    private MonitorRegions(MethodNode method) {
        this.code = method.instructions;
        this.handlers = method.tryCatchBlocks;
        this.held = new int[code.size()];
        this.most = count(code, Opcodes.MONITORENTER);
    }

    /** Analyses a method that has a body. */
    static MonitorRegions of(MethodNode method) {
        var regions = new MonitorRegions(method);
        if (regions.most > 0) {
            Arrays.fill(regions.held, UNREACHED);
            regions.flow();
        }
        return regions;
    }

    /** Whether some path reaches this instruction while the method holds a monitor. */
    boolean isHeldAt(AbstractInsnNode instruction) {
        return held[code.indexOf(instruction)] > 0;
    }

    private void flow() {
        reach(0, 0);
        while (!work.isEmpty()) {
            int index = work.remove();
            var instruction = code.get(index);
            int before = held[index];
            int after = switch (instruction.getOpcode()) {
                case Opcodes.MONITORENTER -> Math.min(before + 1, most);
                case Opcodes.MONITOREXIT -> Math.max(before - 1, 0);
                default -> before;
            };
            for (var target : jumpTargets(instruction)) {
                reach(code.indexOf(target), after);
            }
            if (fallsThrough(instruction.getOpcode())) {
                reach(index + 1, after);
            }
            if (instruction.getOpcode() >= 0) {
                reachHandlers(index, before);
            }
        }
    }

    private void reachHandlers(int index, int count) {
        for (var handler : handlers) {
            if (code.indexOf(handler.start) <= index && index < code.indexOf(handler.end)) {
                reach(code.indexOf(handler.handler), count);
                if (handler.type == null || handler.type.equals("java/lang/Throwable")) {
                    return;
                }
            }
        }
    }

    private void reach(int index, int count) {
        if (index < held.length && held[index] < count) {
            held[index] = count;
            work.add(index);
        }
    }

    private static List<LabelNode> jumpTargets(AbstractInsnNode instruction) {
        if (instruction instanceof JumpInsnNode jump) {
            return List.of(jump.label);
        }
        if (instruction instanceof TableSwitchInsnNode table) {
            return targets(table.labels, table.dflt);
        }
        if (instruction instanceof LookupSwitchInsnNode lookup) {
            return targets(lookup.labels, lookup.dflt);
        }
        return List.of();
    }

    private static List<LabelNode> targets(List<LabelNode> cases, LabelNode otherwise) {
        var targets = new ArrayList<>(cases);
        targets.add(otherwise);
        return targets;
    }

    private static boolean fallsThrough(int opcode) {
        return opcode != Opcodes.GOTO
                && opcode != Opcodes.ATHROW
                && opcode != Opcodes.TABLESWITCH
                && opcode != Opcodes.LOOKUPSWITCH
                && (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN);
    }

    private static int count(InsnList code, int opcode) {
        int count = 0;
        for (var instruction : code) {
            if (instruction.getOpcode() == opcode) {
                count++;
            }
        }
        return count;
    }
}
