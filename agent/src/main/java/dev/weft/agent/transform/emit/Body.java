package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.BodyResult;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.NestedCall;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A body of a woven method: a static synthetic method, its slots, and its way out when it suspends. */
public abstract class Body implements BodyCopy.AwaitEmitter {
    private static final int STUB = 5; // bytes: the number and a jump
    private static final int BASES = 256; // apart; the difference to the nearest one is a byte

    protected final NormalMethod method;
    protected final MethodPlan plan;
    protected final LocalMap map;
    protected final StackMap stackMap;
    protected final SavedState savedState;
    protected final InsnList code;
    private final MethodNode out;
    private final List<LabelNode> suspendLabels = new ArrayList<>();
    private final BitSet suspends = new BitSet();

    /**
     * Begins a body.
     *
     * @param visibility its visibility, as an access flag
     * @param signature its name and descriptor
     */
    protected Body(NormalMethod method, MethodPlan plan, LocalMap map, int visibility, Signature signature) {
        this.method = method;
        this.plan = plan;
        this.map = map;
        this.stackMap = new StackMap(map, plan.names().frame());
        this.savedState = new SavedState(map, plan.names().frame());
        this.out = new MethodNode(
                Opcodes.ASM9,
                visibility | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                signature.name(),
                signature.descriptor(),
                null,
                null);
        this.code = out.instructions;
        for (int i = 0; i < plan.states().size(); i++) {
            suspendLabels.add(new LabelNode());
        }
    }

    /** Emits the whole method, once. */
    public final MethodNode emit(PathLayout layout) {
        var front = new InsnList();
        emitPrologue(layout);
        var entry = code.getLast();
        new BodyCopy(method, map, stackMap, out).copy(copiedInstructions(), this);
        if (layout == PathLayout.SHARED) {
            emitSharedSuspensions(front);
        } else {
            for (int i = suspends.nextSetBit(0); i >= 0; i = suspends.nextSetBit(i + 1)) {
                emitSuspension(i);
            }
        }
        emitEpilogue(layout, front);
        putInFront(front, entry);
        return out;
    }

    private void emitSuspension(int index) {
        var state = plan.states().get(index);
        startPath(suspendLabels.get(index), state.line());
        emitSuspension(state, Instructions.push(state.point()));
    }

    /** Emits one path for all points at which the same is saved in the same way; each leads there with its number. */
    private void emitSharedSuspensions(InsnList front) {
        var paths = new EqualPaths();
        for (int i = suspends.nextSetBit(0); i >= 0; i = suspends.nextSetBit(i + 1)) {
            var last = code.getLast();
            emitSuspension(plan.states().get(i), new VarInsnNode(Opcodes.ILOAD, numberSlot()));
            paths.add(i, cutBehind(last));
        }
        for (var group : paths.groups()) {
            if (group.isWorthSharing(STUB)) {
                emitShared(group, front);
            } else {
                for (int index : group.points()) {
                    emitSuspension(index);
                }
            }
        }
    }

    private void emitShared(EqualPaths.Group group, InsnList front) {
        var shared = new LabelNode();
        var frame = (FrameNode) group.code().getFirst();
        group.code().remove(frame);
        var entries = new HashMap<Integer, LabelNode>();
        for (int index : group.points()) {
            var state = plan.states().get(index);
            int base = (state.point() + BASES / 2) / BASES * BASES;
            var entry = entries.get(base);
            if (entry == null) {
                entry = base == 0 ? shared : emitBase(base, frame, shared, front);
                entries.put(base, entry);
            }
            startPath(suspendLabels.get(index), state.line());
            code.add(frame.clone(Map.of()));
            code.add(Instructions.push(state.point() - base));
            code.add(new JumpInsnNode(Opcodes.GOTO, entry));
        }
        front.add(shared);
        front.add(StackMap.withInt(frame));
        front.add(new VarInsnNode(Opcodes.ISTORE, numberSlot()));
        front.add(group.code());
    }

    /** Emits the addition of a base to the number on the stack, so that each point can push a byte. */
    private static LabelNode emitBase(int base, FrameNode frame, LabelNode shared, InsnList front) {
        var entry = new LabelNode();
        front.add(entry);
        front.add(StackMap.withInt(frame));
        front.add(Instructions.push(base));
        front.add(new InsnNode(Opcodes.IADD));
        front.add(new JumpInsnNode(Opcodes.GOTO, shared));
        return entry;
    }

    private InsnList cutBehind(AbstractInsnNode last) {
        var cut = new InsnList();
        for (var insn = last.getNext(); insn != null; insn = last.getNext()) {
            code.remove(insn);
            cut.add(insn);
        }
        return cut;
    }

    /**
     * Puts the shared paths in front of all other code, where they have no line: that of one await would be wrong for
     * the others.
     *
     * @param entry the last instruction in front of the copied code, or null
     */
    private void putInFront(InsnList front, @Nullable AbstractInsnNode entry) {
        if (front.size() == 0) {
            return;
        }
        if (entry != null && !Instructions.fallsThrough(entry.getOpcode())) {
            code.insert(entry, front);
            return;
        }
        var begin = new LabelNode();
        front.insert(new JumpInsnNode(Opcodes.GOTO, begin));
        front.add(begin);
        front.add(StackMap.ofParameters(out.desc));
        if (Instructions.frameFollows(code.getFirst())) {
            front.add(new InsnNode(Opcodes.NOP)); // two frames cannot stand at one instruction
        }
        code.insert(front);
    }

    /** The instructions of the normalised method that stand in this body, by index. */
    private BitSet copiedInstructions() {
        var copied = reachableInstructions();
        if (method.result().isUnboxed()) {
            leaveOutBoxes(copied);
        }
        return copied;
    }

    /** Returns the instructions that can run in this body, by index: all, unless it says otherwise. */
    protected BitSet reachableInstructions() {
        var all = new BitSet();
        all.set(0, method.code().instructions.size());
        return all;
    }

    /** Leaves out the boxing of a result that is returned unboxed. */
    private void leaveOutBoxes(BitSet copied) {
        var targets = Instructions.jumpTargets(method.code());
        for (var insn : method.code().instructions) {
            if (insn.getOpcode() == Opcodes.ARETURN) {
                copied.clear(method.code().instructions.indexOf(boxing(insn, targets)));
            }
        }
    }

    private AbstractInsnNode boxing(AbstractInsnNode areturn, Set<LabelNode> targets) {
        var boxing = Instructions.fallsFrom(areturn, targets);
        if (boxing == null || BodyResult.boxedBy(boxing) != method.result()) {
            throw new IllegalStateException("no box is made for the result that is returned");
        }
        return boxing;
    }

    /** Boxes an unboxed result of an await for the code behind it; C2 takes the box away if it can. */
    protected final void emitBox(SuspensionPoint point) {
        if (point.result().isUnboxed()) {
            code.add(point.result().box());
        }
    }

    /** Emits what comes before the code; nothing, unless it says otherwise. */
    protected void emitPrologue(PathLayout layout) {}

    @Override
    public void emitReturn() {
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    @Override
    public final void emitNested(NestedCall call) {
        call.emit(map.depth(), code);
    }

    /**
     * Emits the way from a SUSPENDED on the stack to the return, beginning with its stack map frame.
     *
     * @param number the instruction that pushes the number of the point
     */
    protected abstract void emitSuspension(ResumeState state, AbstractInsnNode number);

    /**
     * Emits what comes behind the code and the suspensions; nothing, unless it says otherwise.
     *
     * @param front what is put in front of the code: paths that several awaits share
     */
    protected void emitEpilogue(PathLayout layout, InsnList front) {}

    /** Returns the slot, behind all others, that holds the number of a suspension point on a path that several share. */
    protected final int numberSlot() {
        return method.code().maxLocals + map.shift() + 2;
    }

    /** Returns where an await that suspends goes to; the way out from there will be emitted. */
    protected final LabelNode suspension(int index) {
        suspends.set(index);
        return suspendLabels.get(index);
    }

    /** Starts a path that no instruction falls into. */
    protected final void startPath(LabelNode label, int line) {
        code.add(label);
        if (line > 0) {
            code.add(new LineNumberNode(line, label));
        }
    }

    /** Returns the line in which the method begins, or 0. */
    protected final int firstLine() {
        return LineTable.first(method.code());
    }

    /** Returns the internal name of the frame class. */
    protected final String frame() {
        return plan.names().frame();
    }
}
