package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.Instructions;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The lines of a copy of code, of which parts are left out and moved: an instruction has the line that it has in the source,
 * also where the entry of the line table that it was under is left out, or stands before an instruction that is.
 */
final class LineTable {
    private final int[] lines; // of the original, by index
    private final Set<LabelNode> targets;
    private final InsnList into;
    private int line; // of what is appended next
    private boolean atEntry = true; // whether nothing but what the copy adds has run

    /** Begins behind what the copy adds in front. */
    LineTable(MethodNode original, InsnList into) {
        this.lines = Instructions.lines(original);
        this.targets = Instructions.jumpTargets(original);
        this.into = into;
        for (var insn : into) {
            if (insn instanceof LineNumberNode number) {
                line = number.line;
            }
        }
    }

    /** Returns the line of the first instruction of a method, or 0. */
    static int first(MethodNode method) {
        int index = 0;
        for (var insn : method.instructions) {
            if (insn.getOpcode() >= 0) {
                return Instructions.lines(method)[index];
            }
            index++;
        }
        return 0;
    }

    /**
     * Takes an instruction that is appended next, and appends an entry for it if it would get another line. Returns false
     * if it is not wanted: an entry at the start of the method, where what stands in front has the same line. A debugger
     * would stop twice there.
     *
     * @param index its index in the original
     */
    boolean take(AbstractInsnNode insn, int index) {
        if (insn instanceof LineNumberNode entry) {
            boolean wanted = !atEntry || entry.line != line;
            line = entry.line;
            return wanted;
        }
        if (insn instanceof LabelNode label) {
            atEntry &= !targets.contains(label);
        } else if (insn.getOpcode() >= 0) {
            atEntry = false;
            enter(lines[index]);
        }
        return true;
    }

    private void enter(int wanted) {
        if (wanted != line && wanted > 0) {
            line = wanted;
            var here = new LabelNode();
            into.add(here);
            into.add(new LineNumberNode(wanted, here));
        }
    }
}
