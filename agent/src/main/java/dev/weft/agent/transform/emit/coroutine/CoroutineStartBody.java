package dev.weft.agent.transform.emit.coroutine;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.emit.Arguments;
import dev.weft.agent.transform.emit.Body;
import dev.weft.agent.transform.emit.FrameClass;
import dev.weft.agent.transform.emit.HostCall;
import dev.weft.agent.transform.emit.LocalMap;
import dev.weft.agent.transform.emit.OwnLocals;
import dev.weft.agent.transform.emit.PathLayout;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The body of a coroutine that runs first: the original code without any switch, its locals in registers until it suspends.
 *
 * <pre>{@code
 * static Object m$weft$start(Host self, int n, Execution execution, Frame frame, int depth) {
 *     if (depth >= Frame.MAX_DIRECT_DEPTH) return Frame.defer(new Frame(self, n), execution);
 *     ...
 *     Object r = Await.await(x, execution, depth + 1);
 *     if (r == SUSPENDED) {
 *         frame = Frame.of(frame);            // a cold coroutine is its own frame; a fused call uses one again or makes it
 *         frame.n = n;
 *         return frame.suspend(execution, 1);
 *     }
 *     ...
 * }
 * }</pre>
 *
 * <p>A body with an unboxed result returns a long in place of each Object above: {@code (long) value} or
 * {@code UnboxedResult.SUSPENDED}. Calls of such a body look at the long in the same way:
 *
 * <pre>{@code
 * static long m$weft$start(...) {
 *     long l = m$weft$start(n - 1, execution, spare, depth + 1);
 *     if (l == SUSPENDED) { ...; frame.suspend(execution, 1); return SUSPENDED; }
 *     Object r = Integer.valueOf((int) l);
 *     ...
 *     return (long) value;
 * }
 * }</pre>
 */
final class CoroutineStartBody extends Body {
    private final CoroutineProtocol protocol;
    private final LabelNode defer = new LabelNode();

    CoroutineStartBody(NormalMethod method, MethodPlan plan, PathLayout layout) {
        super(
                method,
                plan,
                localMap(method, plan, layout),
                HostCall.visibleToFrame(method),
                new Signature(
                        plan.names().start(),
                        RuntimeAbi.startDescriptor(
                                Arguments.descriptors(plan), plan.names().frame(), method.result())));
        this.protocol = new CoroutineProtocol(method, plan, map);
    }

    private static LocalMap localMap(NormalMethod method, MethodPlan plan, PathLayout layout) {
        int slots = ParameterSlots.of(method.code());
        boolean isSmall = layout == PathLayout.SHARED;
        int own = RuntimeAbi.START_PARAMETERS + (isSmall ? 1 : 0);
        return Arguments.arePassed(plan)
                ? LocalMap.behindParameters(slots, own, ownLocals(slots, isSmall), method.code().maxLocals)
                : LocalMap.shifted(slots, own, ownLocals(0, isSmall));
    }

    /** SUSPENDED, which each await takes, has a better slot than the frame: loads from the first four take one byte. */
    private static OwnLocals ownLocals(int first, boolean isSmall) {
        return isSmall
                ? new OwnLocals(first, first + 3, first + 2, first + 1)
                : new OwnLocals(first, first + 1, first + 2, OwnLocals.NONE);
    }

    @Override
    protected void emitPrologue(PathLayout layout) {
        boolean isSmall = layout == PathLayout.SHARED;
        boolean isFusable = method.method().fusable();
        if (isSmall || isFusable || !Arguments.arePassed(plan)) {
            startPath(new LabelNode(), firstLine());
        }
        if (isSmall) {
            moveFrame();
        }
        if (!Arguments.arePassed(plan)) {
            takeArguments();
        }
        if (isFusable) {
            emitDepthCheck();
        }
        if (isSmall) {
            code.add(new IincInsnNode(map.depth(), 1)); // once, for all awaits
        }
    }

    /** {@code Frame frame = parameter; parameter = SUSPENDED;}. */
    private void moveFrame() {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.suspended()));
        code.add(new VarInsnNode(Opcodes.ASTORE, map.frame()));
        code.add(RuntimeAbi.suspended());
        code.add(new VarInsnNode(Opcodes.ASTORE, map.suspended()));
    }

    private void emitDepthCheck() {
        code.add(new VarInsnNode(Opcodes.ILOAD, map.depth()));
        code.add(RuntimeAbi.maxDirectDepth());
        code.add(new JumpInsnNode(Opcodes.IF_ICMPGE, defer));
        if ((method.code().access & Opcodes.ACC_STATIC) == 0) {
            code.add(new VarInsnNode(Opcodes.ALOAD, 0));
            code.add(new MethodInsnNode(
                    Opcodes.INVOKESTATIC,
                    "java/util/Objects",
                    "requireNonNull",
                    "(Ljava/lang/Object;)Ljava/lang/Object;",
                    false));
            code.add(new InsnNode(Opcodes.POP));
        }
    }

    private void takeArguments() {
        for (var parameter : plan.parameters()) {
            var type = ValueType.ofDescriptor(parameter.descriptor());
            Arguments.load(parameter, map.frame(), frame(), code);
            code.add(Instructions.store(type, map.map(parameter.slot(), type.size() == 2)));
        }
    }

    @Override
    public void emitAwait(SuspensionPoint point, int index, boolean reachable, boolean beforeFrame) {
        protocol.emitAwait(point, code);
        protocol.emitCheck(point, suspension(index), code);
        emitBox(point);
    }

    @Override
    public void emitReturn() {
        if (method.result().isUnboxed()) {
            code.add(new InsnNode(Opcodes.I2L));
            code.add(new InsnNode(Opcodes.LRETURN));
        } else {
            code.add(new InsnNode(Opcodes.ARETURN));
        }
    }

    @Override
    protected void emitSuspension(ResumeState state, AbstractInsnNode number) {
        protocol.emitDrop(state, stackMap, code);
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
        code.add(CoroutineFrame.of(frame()));
        code.add(new VarInsnNode(Opcodes.ASTORE, map.frame()));
        savedState.saveFirst(state, state.clearedArguments(), code);
        protocol.emitFirstSuspend(state, number, code);
        emitReturnSuspended();
    }

    /** {@code return SUSPENDED;}, which is on the stack as an object. */
    private void emitReturnSuspended() {
        if (method.result().isUnboxed()) {
            code.add(new InsnNode(Opcodes.POP));
            code.add(new LdcInsnNode(RuntimeAbi.UNBOXED_SUSPENDED));
            code.add(new InsnNode(Opcodes.LRETURN));
        } else {
            code.add(new InsnNode(Opcodes.ARETURN));
        }
    }

    @Override
    protected void emitEpilogue(PathLayout layout, InsnList front) {
        if (!method.method().fusable()) {
            return;
        }
        startPath(defer, firstLine());
        code.add(stackMap.atEntry(plan.parameters()));
        FrameClass.allocate(frame(), code);
        for (var parameter : plan.parameters()) {
            var type = ValueType.ofDescriptor(parameter.descriptor());
            code.add(Instructions.load(type, map.map(parameter.slot(), type.size() == 2)));
        }
        FrameClass.construct(frame(), Arguments.descriptors(plan), code);
        code.add(new VarInsnNode(Opcodes.ALOAD, map.execution()));
        code.add(RuntimeAbi.defer());
        emitReturnSuspended();
    }
}
