package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.BodyResult;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** A body of a woven method: a static synthetic method, its slots, and its way out when it suspends. */
public abstract class Body implements BodyCopy.AwaitEmitter {
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

    /** Emits the whole method. */
    public final MethodNode emit() {
        emitPrologue();
        new BodyCopy(method, map, stackMap, out).copy(copiedInstructions(), this);
        for (int i = suspends.nextSetBit(0); i >= 0; i = suspends.nextSetBit(i + 1)) {
            var state = plan.states().get(i);
            startPath(suspendLabels.get(i), state.line());
            emitSuspension(state);
        }
        emitEpilogue();
        return out;
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
    protected void emitPrologue() {}

    @Override
    public void emitReturn() {
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    /** Emits the way from a SUSPENDED on the stack to the return. */
    protected abstract void emitSuspension(ResumeState state);

    /** Emits what comes behind the code and the suspensions; nothing, unless it says otherwise. */
    protected void emitEpilogue() {}

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
