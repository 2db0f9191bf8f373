package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.ControlFlow;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The body that goes on after a suspension: what can still run of the code, behind a switch over the points.
 *
 * <pre>{@code
 * static Object m$weft$resume(Execution execution, Frame frame) {
 *     int point = frame.point; frame.point = RUNNING;
 *     switch (point) { case 1: n = frame.i0; goto resumed1; ... }
 *     ...
 *     r = Await.await(x, execution, 1);
 *     if (r == SUSPENDED) { frame.i0 = n; return frame.suspend(execution, 1); }
 *     goto joined1;
 *   resumed1:                       // inside the try ranges of the await
 *     r = execution.take();         // gives the value or throws the failure
 *   joined1:
 *     ...
 *     frame.clear();                // if it may be used again: it keeps nothing alive meanwhile
 *     return result;                // or UnboxedResult.give(value, execution, INTEGER), if it is unboxed
 * }
 * }</pre>
 *
 * <p>Where a direct call gives an unboxed result, {@code r} is an int, taken by {@code execution.takeUnboxed(INTEGER)},
 * and is boxed behind {@code joined1}: there the two ways in are one, so that C2 can take the box away again.
 */
public final class ResumeBody extends Body {
    private final Protocol protocol;
    private final List<LabelNode> restoreLabels = new ArrayList<>();
    private final List<LabelNode> resumedLabels = new ArrayList<>();
    private final LabelNode unknownPoint = new LabelNode();

    /**
     * Begins the body.
     *
     * @param visibility its visibility, as an access flag
     * @param descriptor what it takes and returns
     */
    public ResumeBody(
            NormalMethod method, MethodPlan plan, LocalMap map, Protocol protocol, int visibility, String descriptor) {
        super(method, plan, map, visibility, new Signature(plan.names().resume(), descriptor));
        this.protocol = protocol;
        for (int i = 0; i < plan.states().size(); i++) {
            restoreLabels.add(new LabelNode());
            resumedLabels.add(new LabelNode());
        }
    }

    @Override
    protected BitSet reachableInstructions() {
        return ControlFlow.of(method.code()).reachableAfter(method.points());
    }

    @Override
    protected void emitPrologue() {
        pushFrame();
        code.add(RuntimeAbi.getPoint(frame()));
        pushFrame();
        code.add(Instructions.push(RuntimeAbi.RUNNING));
        code.add(RuntimeAbi.putPoint(frame()));
        code.add(new TableSwitchInsnNode(
                1, restoreLabels.size(), unknownPoint, restoreLabels.toArray(new LabelNode[0])));
    }

    @Override
    public void emitAwait(SuspensionPoint point, int index, boolean reachable, boolean beforeFrame) {
        var saved = plan.states().get(index).saved();
        var joined = new LabelNode();
        if (reachable) {
            protocol.emitAwait(point, code);
            protocol.emitCheck(point, suspension(index), code);
            if (point.givesValue()) {
                code.add(new JumpInsnNode(Opcodes.GOTO, joined));
            }
        }
        code.add(resumedLabels.get(index));
        code.add(stackMap.atPoint(saved));
        protocol.emitTake(point, code);
        if (reachable && point.givesValue()) {
            code.add(joined);
            code.add(stackMap.atJoin(saved, point.result()));
        }
        emitBox(point);
        if (beforeFrame && !point.result().isUnboxed() && (reachable || !point.givesValue())) {
            code.add(new InsnNode(Opcodes.NOP)); // two frames cannot stand at one instruction
        }
    }

    @Override
    public void emitReturn() {
        protocol.emitReturn(code);
    }

    @Override
    protected void emitSuspension(ResumeState state) {
        protocol.emitSuspension(state, savedState, stackMap, code);
    }

    @Override
    protected void emitEpilogue() {
        for (int i = 0; i < plan.states().size(); i++) {
            var state = plan.states().get(i);
            startPath(restoreLabels.get(i), state.line());
            code.add(stackMap.bare());
            savedState.restore(state, code);
            if (protocol.forgets()) {
                savedState.forget(state, code);
            }
            code.add(new JumpInsnNode(Opcodes.GOTO, resumedLabels.get(i)));
        }
        startPath(unknownPoint, 0);
        code.add(stackMap.bare());
        emitThrow("resumed although it is not suspended: " + plan.names().displayName());
    }

    private void emitThrow(String message) {
        String type = "java/lang/IllegalStateException";
        code.add(new TypeInsnNode(Opcodes.NEW, type));
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new LdcInsnNode(message));
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, type, "<init>", "(Ljava/lang/String;)V", false));
        code.add(new InsnNode(Opcodes.ATHROW));
    }

    private void pushFrame() {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
    }
}
