package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.Liveness;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;

/** The removal of dead locals from the stack map frames, so that a resumed body need not restore them. */
final class FramePruner {
    private FramePruner() {}

    static void prune(MethodNode code) {
        var liveness = Liveness.of(code);
        for (var insn = code.instructions.getFirst(); insn != null; insn = insn.getNext()) {
            if (insn instanceof FrameNode frame) {
                frame.local = liveOnly(frame.local, liveness.before(frame));
            }
        }
    }

    private static List<Object> liveOnly(List<Object> locals, BitSet live) {
        var pruned = new ArrayList<Object>(locals.size());
        int slot = 0;
        for (var local : locals) {
            boolean wide = local.equals(Opcodes.LONG) || local.equals(Opcodes.DOUBLE);
            if (live.get(slot)) {
                pruned.add(local);
            } else {
                pruned.add(Opcodes.TOP);
                if (wide) {
                    pruned.add(Opcodes.TOP);
                }
            }
            slot += wide ? 2 : 1;
        }
        int size = pruned.size();
        while (size > 0 && pruned.get(size - 1).equals(Opcodes.TOP)) {
            size--;
        }
        return new ArrayList<>(pruned.subList(0, size));
    }
}
