package dev.weft.agent.transform.emit.generator;

import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.SuspensionKind;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.emit.ExecutionProtocol;
import dev.weft.agent.transform.emit.LocalMap;
import dev.weft.agent.transform.emit.SavedState;
import dev.weft.agent.transform.emit.StackMap;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * The protocol of generators: that of coroutines at an await. At an emit the body always leaves.
 *
 * <pre>{@code
 *     frame.emitting(value); goto suspended1;     // inside the try ranges: it throws if the generator is being closed
 *   suspended1:
 *     frame.n = n; return frame.emitted(1);       // true
 *   resumed1:                                     // inside the try ranges
 *     frame.resumed();                            // throws if the generator is being closed
 * }</pre>
 */
final class GeneratorProtocol extends ExecutionProtocol {
    private final String frame;

    GeneratorProtocol(NormalMethod method, MethodPlan plan, LocalMap map) {
        super(method, map, new GeneratorOperation(plan, map));
        this.frame = plan.names().frame();
    }

    @Override
    public void emitCheck(SuspensionPoint point, LabelNode suspended, InsnList code) {
        if (isEmit(point)) {
            code.add(new JumpInsnNode(Opcodes.GOTO, suspended));
        } else {
            super.emitCheck(point, suspended, code);
        }
    }

    @Override
    public void emitTake(SuspensionPoint point, InsnList code) {
        if (isEmit(point)) {
            pushFrame(code);
            code.add(RuntimeAbi.resumed(frame));
        } else {
            super.emitTake(point, code);
        }
    }

    @Override
    public void emitSuspension(
            ResumeState state, AbstractInsnNode number, SavedState savedState, StackMap stackMap, InsnList code) {
        emitEntry(state, stackMap, code);
        savedState.saveAgain(state, code);
        emitLeave(state, number, code);
    }

    /** Begins the way out: nothing is on the stack at an emit. */
    void emitEntry(ResumeState state, StackMap stackMap, InsnList code) {
        if (isEmit(point(state))) {
            code.add(stackMap.atPoint(state.saved()));
        } else {
            emitDrop(state, stackMap, code);
        }
    }

    /** Ends the way out. The frame knows whether the activation that called is linked already. */
    void emitLeave(ResumeState state, AbstractInsnNode number, InsnList code) {
        pushFrame(code);
        if (isEmit(point(state))) {
            code.add(number);
            code.add(RuntimeAbi.emitted(frame));
        } else {
            pushExecution(code);
            code.add(number);
            code.add(callsDirectly(state) ? RuntimeAbi.suspendCaller(frame) : RuntimeAbi.suspend(frame));
        }
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    private static boolean isEmit(SuspensionPoint point) {
        return point.kind() == SuspensionKind.EMIT;
    }
}
