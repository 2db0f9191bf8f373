package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.plan.FrameField;
import dev.weft.agent.transform.plan.ResumeState;
import dev.weft.agent.transform.plan.SavedLocal;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The moves of the locals of a suspension point into the frame and back.
 *
 * <pre>{@code
 * frame.n = n; frame.name = name; frame.other = null;   // save
 * n = frame.n; name = frame.name;                       // restore
 * frame.name = null;                                    // forget
 * }</pre>
 */
public final class SavedState {
    private final LocalMap map;
    private final String frame;

    SavedState(LocalMap map, String frame) {
        this.map = map;
        this.frame = frame;
    }

    /** Saves all, as the first run does. */
    public void saveFirst(ResumeState state, List<FrameField> cleared, InsnList code) {
        for (var local : state.saved()) {
            save(local, code);
        }
        clear(cleared, code);
    }

    /** Saves what can have changed since the last suspension, as a resumed body does. */
    public void saveAgain(ResumeState state, InsnList code) {
        for (var local : state.saved()) {
            if (local.changes()) {
                save(local, code);
            }
        }
        clear(state.clearedFields(), code);
    }

    private void save(SavedLocal local, InsnList code) {
        var field = local.field();
        if (field != null) {
            pushFrame(code);
            code.add(Instructions.load(local.type(), slot(local)));
            code.add(new FieldInsnNode(Opcodes.PUTFIELD, frame, field.name(), field.descriptor()));
        }
    }

    private void clear(List<FrameField> cleared, InsnList code) {
        for (var field : cleared) {
            pushFrame(code);
            code.add(new InsnNode(Opcodes.ACONST_NULL));
            code.add(new FieldInsnNode(Opcodes.PUTFIELD, frame, field.name(), field.descriptor()));
        }
    }

    void restore(ResumeState state, InsnList code) {
        for (var local : state.saved()) {
            var field = local.field();
            if (field == null) {
                code.add(new InsnNode(Opcodes.ACONST_NULL));
                code.add(new VarInsnNode(Opcodes.ASTORE, slot(local)));
            } else {
                pushFrame(code);
                code.add(new FieldInsnNode(Opcodes.GETFIELD, frame, field.name(), field.descriptor()));
                code.add(Instructions.store(local.type(), slot(local)));
            }
        }
    }

    /** Clears what was restored and will be saved again before it is needed. */
    void forget(ResumeState state, InsnList code) {
        var restored = new ArrayList<FrameField>();
        for (var local : state.saved()) {
            var field = local.field();
            if (field != null && field.isReference() && local.changes()) {
                restored.add(field);
            }
        }
        clear(restored, code);
    }

    private int slot(SavedLocal local) {
        return map.map(local.slot(), local.type().size() == 2);
    }

    private void pushFrame(InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
    }
}
