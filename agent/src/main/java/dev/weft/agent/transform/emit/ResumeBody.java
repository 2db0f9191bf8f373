package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.ControlFlow;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The body that goes on after a suspension: what can still run of the code, behind a switch over the points.
 *
 * <pre>{@code
 * static Object m$weft$resume(Execution execution, Frame frame) {
 *     switch (frame.resumedAt()) { case 1: n = frame.n; goto resumed1; ... }
 *     ...
 *     r = Await.await(x, execution, 1);
 *     if (r == SUSPENDED) { frame.n = n; return frame.suspend(execution, 1); }
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
    private static final int LARGEST_CASE = 8; // bytes, of a lookupswitch

    private final Protocol protocol;
    private final List<LabelNode> restoreLabels = new ArrayList<>();
    private final List<LabelNode> resumedLabels = new ArrayList<>();
    private final LabelNode unknownPoint = new LabelNode();
    private final TableSwitchInsnNode dispatch;

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
        this.dispatch =
                new TableSwitchInsnNode(1, restoreLabels.size(), unknownPoint, restoreLabels.toArray(new LabelNode[0]));
    }

    @Override
    protected BitSet reachableInstructions() {
        return ControlFlow.of(method.code()).reachableAfter(method.points());
    }

    @Override
    protected void emitPrologue(PathLayout layout) {
        pushFrame();
        code.add(FrameClass.resumedAt(frame()));
        if (layout == PathLayout.SHARED) {
            code.add(new InsnNode(Opcodes.DUP));
            code.add(new VarInsnNode(Opcodes.ISTORE, numberSlot()));
        }
        code.add(dispatch);
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
    protected void emitSuspension(ResumeState state, AbstractInsnNode number) {
        protocol.emitSuspension(state, number, savedState, stackMap, code);
    }

    @Override
    protected void emitEpilogue(PathLayout layout, InsnList front) {
        if (layout == PathLayout.SHARED) {
            emitSharedRestores(front);
        } else {
            for (int i = 0; i < plan.states().size(); i++) {
                emitRestore(i, restoreCode(i));
            }
        }
        startPath(unknownPoint, 0);
        code.add(stackMap.bare());
        emitThrow("resumed although it is not suspended: " + plan.names().displayName());
    }

    private InsnList restoreCode(int index) {
        var restore = new InsnList();
        var state = plan.states().get(index);
        savedState.restore(state, restore);
        if (protocol.forgets()) {
            savedState.forget(state, restore);
        }
        return restore;
    }

    private void emitRestore(int index, InsnList restore) {
        startPath(restoreLabels.get(index), plan.states().get(index).line());
        code.add(stackMap.bare());
        code.add(restore);
        code.add(new JumpInsnNode(Opcodes.GOTO, resumedLabels.get(index)));
    }

    /** Emits one path for all points at which the same is restored, behind which a second switch tells them apart. */
    private void emitSharedRestores(InsnList front) {
        var paths = new EqualPaths();
        for (int i = 0; i < plan.states().size(); i++) {
            paths.add(i, restoreCode(i));
        }
        for (var group : paths.groups()) {
            if (group.code().size() == 0) {
                for (int index : group.points()) {
                    leadTo(resumedLabels.get(index), index);
                }
            } else if (group.isWorthSharing(LARGEST_CASE)) {
                emitShared(group, front);
            } else {
                for (int index : group.points()) {
                    emitRestore(index, restoreCode(index));
                }
            }
        }
    }

    private void emitShared(EqualPaths.Group group, InsnList front) {
        var shared = new LabelNode();
        front.add(shared);
        front.add(stackMap.bareWithInt(numberSlot()));
        front.add(group.code());
        front.add(new VarInsnNode(Opcodes.ILOAD, numberSlot()));
        front.add(switchTo(group.points()));
        for (int index : group.points()) {
            leadTo(shared, index);
        }
    }

    /** The switch over some points, in code order: a table where that is shorter. */
    private AbstractInsnNode switchTo(List<Integer> indexes) {
        int first = indexes.get(0);
        int last = indexes.get(indexes.size() - 1);
        if (last - first < 2 * indexes.size()) {
            var targets = new LabelNode[last - first + 1];
            Arrays.fill(targets, unknownPoint);
            for (int index : indexes) {
                targets[index - first] = resumedLabels.get(index);
            }
            return new TableSwitchInsnNode(first + 1, last + 1, unknownPoint, targets);
        }
        var numbers = new int[indexes.size()];
        var targets = new LabelNode[indexes.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = indexes.get(i) + 1;
            targets[i] = resumedLabels.get(indexes.get(i));
        }
        return new LookupSwitchInsnNode(unknownPoint, numbers, targets);
    }

    private void leadTo(LabelNode target, int index) {
        dispatch.labels.set(index, target);
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
