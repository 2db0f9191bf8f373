package dev.weft.agent.transform.emit.stress;

import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.emit.HostCall;
import dev.weft.agent.transform.emit.LocalMap;
import dev.weft.agent.transform.emit.Protocol;
import dev.weft.agent.transform.emit.SavedState;
import dev.weft.agent.transform.emit.StackMap;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.ResumeState;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The protocol of stress mode: nothing is awaited, no runtime is there, and a body returns what the method returns. Only the
 * verifier does not know that the frame is never null, so that every pause suspends and all code is there twice.
 *
 * <pre>{@code
 * if (frame != null) { frame.x = x; frame.point = 1; return 0; }
 * }</pre>
 */
record StressProtocol(LocalMap map, String frame, Type returned) implements Protocol {
    static StressProtocol of(NormalMethod method, LocalMap map, String frame) {
        return new StressProtocol(map, frame, Type.getReturnType(method.code().desc));
    }

    /** Returns {@code R m$weft$start(Host self, int n, Frame frame)}: the method's own descriptor, with receiver and frame. */
    static String startDescriptor(NormalMethod method, String frame) {
        String own = HostCall.staticDescriptor(method);
        int end = own.indexOf(')');
        return own.substring(0, end) + "L" + frame + ";" + own.substring(end);
    }

    /** Returns {@code R m$weft$resume(Frame frame)}. */
    String resumeDescriptor() {
        return "(L" + frame + ";)" + returned.getDescriptor();
    }

    @Override
    public void emitAwait(SuspensionPoint point, InsnList code) {
        // the call whose end this is stands before it
    }

    @Override
    public void emitCheck(SuspensionPoint point, LabelNode suspended, InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
        code.add(new JumpInsnNode(Opcodes.IFNONNULL, suspended));
    }

    /** Returns true: a library's tests may watch the garbage collector, and all must live as long as without the agent. */
    @Override
    public boolean forgets() {
        return true;
    }

    @Override
    public void emitTake(SuspensionPoint point, InsnList code) {
        // what the call gave is among the saved locals
    }

    @Override
    public void emitSuspension(
            ResumeState state, AbstractInsnNode number, SavedState savedState, StackMap stackMap, InsnList code) {
        code.add(stackMap.atPoint(state.saved()));
        savedState.saveAgain(state, code);
        emitLeave(number, code);
    }

    /** Emits {@code frame.point = k; return 0;}, or null. */
    void emitLeave(AbstractInsnNode number, InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
        code.add(number);
        code.add(RuntimeAbi.putPoint(frame));
        switch (returned.getSort()) {
            case Type.VOID -> {}
            case Type.LONG -> code.add(new InsnNode(Opcodes.LCONST_0));
            case Type.FLOAT -> code.add(new InsnNode(Opcodes.FCONST_0));
            case Type.DOUBLE -> code.add(new InsnNode(Opcodes.DCONST_0));
            case Type.ARRAY, Type.OBJECT -> code.add(new InsnNode(Opcodes.ACONST_NULL));
            default -> code.add(new InsnNode(Opcodes.ICONST_0));
        }
        code.add(new InsnNode(returned.getOpcode(Opcodes.IRETURN)));
    }
}
