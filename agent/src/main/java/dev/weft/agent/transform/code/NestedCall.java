package dev.weft.agent.transform.code;

import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A call of a method that returns a stage, by which a recursion may go deep, until emit lets it count the calls on the
 * stack. Whoever made it awaits or returns the stage at once, so that nothing can tell when the method begins.
 */
public final class NestedCall extends MethodInsnNode {
    private final String nested;

    /**
     * Takes the place of a call.
     *
     * @param nested the name of the method that counts
     */
    public NestedCall(MethodInsnNode call, String nested) {
        super(call.getOpcode(), call.owner, call.name, call.desc, call.itf);
        this.nested = nested;
    }

    @Override
    public AbstractInsnNode clone(Map<LabelNode, LabelNode> labels) {
        return new NestedCall(this, nested);
    }

    /** Emits the call, with the depth that is in a slot plus 1; a negative slot stands for a depth of 0. */
    public void emit(int depthSlot, InsnList code) {
        if (depthSlot >= 0) {
            code.add(new VarInsnNode(Opcodes.ILOAD, depthSlot));
        }
        code.add(Instructions.push(1));
        if (depthSlot >= 0) {
            code.add(new InsnNode(Opcodes.IADD));
        }
        String receiver = getOpcode() == Opcodes.INVOKESTATIC ? "" : "L" + owner + ";";
        code.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                owner,
                nested,
                RuntimeAbi.nestedDescriptor("(" + receiver + desc.substring(1)),
                itf));
    }
}
