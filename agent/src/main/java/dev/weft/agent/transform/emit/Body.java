package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.BodyResult;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import dev.weft.agent.transform.scan.ReturnKind;
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

/** What all bodies of an async method share: a static synthetic method, its slots, and its way out when it suspends. */
abstract class Body implements BodyCopy.AwaitEmitter {
    final NormalMethod method;
    final MethodPlan plan;
    final LocalMap map;
    final StackMap stackMap;
    final SavedState savedState;
    final InsnList code;
    private final MethodNode out;
    private final List<LabelNode> suspendLabels = new ArrayList<>();
    private final BitSet suspends = new BitSet();

    Body(NormalMethod method, MethodPlan plan, LocalMap map, String name, String descriptor) {
        this.method = method;
        this.plan = plan;
        this.map = map;
        this.stackMap = new StackMap(map, plan.names().frame());
        this.savedState = new SavedState(map, plan.names().frame());
        this.out = new MethodNode(
                Opcodes.ASM9, visibility() | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, name, descriptor, null, null);
        this.code = out.instructions;
        for (int i = 0; i < plan.states().size(); i++) {
            suspendLabels.add(new LabelNode());
        }
    }

    /** As little as its callers allow: an interface has no package-private methods, and a plain body only its stub. */
    private int visibility() {
        if (method.method().kind() == ReturnKind.PLAIN) {
            return Opcodes.ACC_PRIVATE;
        }
        return method.method().ownerIsInterface() ? Opcodes.ACC_PUBLIC : 0;
    }

    /** The whole method. */
    final MethodNode emit() {
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

    /** Those that can run in this body: all, unless it says otherwise. */
    BitSet reachableInstructions() {
        var all = new BitSet();
        all.set(0, method.code().instructions.size());
        return all;
    }

    /** A result that is returned without a box: none is made. */
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

    /** From the result of an await to the object that the code behind it expects; C2 takes the box away if it can. */
    final void emitBox(SuspensionPoint point) {
        if (point.result().isUnboxed()) {
            code.add(point.result().box());
        }
    }

    /** What comes before the code; nothing, unless it says otherwise. */
    void emitPrologue() {}

    @Override
    public void emitReturn() {
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    /** From a SUSPENDED on the stack to the return. */
    abstract void emitSuspension(ResumeState state);

    /** What comes behind the code and the suspensions; nothing, unless it says otherwise. */
    void emitEpilogue() {}

    /** Where an await that suspends goes to; the way out from there will be emitted. */
    final LabelNode suspension(int index) {
        suspends.set(index);
        return suspendLabels.get(index);
    }

    /** Starts a path that no instruction falls into. */
    final void startPath(LabelNode label, int line) {
        code.add(label);
        if (line > 0) {
            code.add(new LineNumberNode(line, label));
        }
    }

    final String frame() {
        return plan.names().frame();
    }
}
