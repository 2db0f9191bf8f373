package dev.weft.agent.transform.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

class ControlFlowTest {
    private final MethodNode method = new MethodNode(Opcodes.ACC_STATIC, "m", "(I)V", null, null);

    private int add(org.objectweb.asm.tree.AbstractInsnNode insn) {
        method.instructions.add(insn);
        return method.instructions.size() - 1;
    }

    @Test
    void successors_ofAPlainInstruction_areTheNextOne() {
        int first = add(new InsnNode(Opcodes.NOP));
        add(new InsnNode(Opcodes.RETURN));
        assertThat(ControlFlow.of(method).successors(first)).containsExactly(first + 1);
    }

    @Test
    void successors_ofAConditionalJump_areTheTargetAndTheNextOne() {
        var target = new LabelNode();
        int jump = add(new JumpInsnNode(Opcodes.IFEQ, target));
        add(new InsnNode(Opcodes.NOP));
        int label = add(target);
        add(new InsnNode(Opcodes.RETURN));
        assertThat(ControlFlow.of(method).successors(jump)).containsExactlyInAnyOrder(jump + 1, label);
    }

    @Test
    void successors_ofWhatEndsAPath_areNone() {
        int thrown = add(new InsnNode(Opcodes.ATHROW));
        int returned = add(new InsnNode(Opcodes.ARETURN));
        int last = add(new InsnNode(Opcodes.NOP));
        var flow = ControlFlow.of(method);
        assertThat(flow.successors(thrown)).isEmpty();
        assertThat(flow.successors(returned)).isEmpty();
        assertThat(flow.successors(last)).as("nothing behind the end").isEmpty();
    }

    @Test
    void successors_ofASwitch_areItsLabelsOnly() {
        var one = new LabelNode();
        var other = new LabelNode();
        int lookup = add(new LookupSwitchInsnNode(other, new int[] {1}, new LabelNode[] {one}));
        int first = add(one);
        add(new InsnNode(Opcodes.RETURN));
        int second = add(other);
        add(new InsnNode(Opcodes.RETURN));
        assertThat(ControlFlow.of(method).successors(lookup)).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void handlers_ofACoveredInstruction_areAllThatCoverIt() {
        var start = new LabelNode();
        var middle = new LabelNode();
        var end = new LabelNode();
        var inner = new LabelNode();
        var outer = new LabelNode();
        add(start);
        int onlyOuter = add(new InsnNode(Opcodes.NOP));
        add(middle);
        int both = add(new InsnNode(Opcodes.NOP));
        add(end);
        int none = add(new InsnNode(Opcodes.RETURN));
        int innerAt = add(inner);
        add(new InsnNode(Opcodes.ATHROW));
        int outerAt = add(outer);
        add(new InsnNode(Opcodes.ATHROW));
        method.tryCatchBlocks.add(new TryCatchBlockNode(middle, end, inner, "java/lang/RuntimeException"));
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, outer, null));
        var flow = ControlFlow.of(method);
        assertThat(flow.handlers(onlyOuter)).containsExactly(outerAt);
        assertThat(flow.handlers(both)).containsExactly(innerAt, outerAt);
        assertThat(flow.handlers(none)).isEmpty();
    }

    @Test
    void reachableAfter_codeInFrontOfTheOrigin_isLeftOut() {
        int before = add(new InsnNode(Opcodes.NOP));
        var origin = new InsnNode(Opcodes.NOP);
        int at = add(origin);
        int after = add(new InsnNode(Opcodes.RETURN));
        var reached = ControlFlow.of(method).reachableAfter(List.of(origin));
        assertThat(reached.get(before)).isFalse();
        assertThat(reached.get(at)).as("it is in no loop").isFalse();
        assertThat(reached.get(after)).isTrue();
    }

    @Test
    void reachableAfter_originInALoop_reachesItself() {
        var head = new LabelNode();
        add(head);
        var origin = new InsnNode(Opcodes.NOP);
        int at = add(origin);
        add(new JumpInsnNode(Opcodes.GOTO, head));
        int dead = add(new InsnNode(Opcodes.RETURN));
        var reached = ControlFlow.of(method).reachableAfter(List.of(origin));
        assertThat(reached.get(at)).isTrue();
        assertThat(reached.get(dead)).isFalse();
    }

    @Test
    void reachableAfter_originInATry_reachesItsHandler() {
        var start = new LabelNode();
        var end = new LabelNode();
        var handler = new LabelNode();
        add(start);
        var origin = new InsnNode(Opcodes.NOP);
        add(origin);
        add(end);
        add(new InsnNode(Opcodes.RETURN));
        int handlerAt = add(handler);
        add(new InsnNode(Opcodes.ATHROW));
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
        assertThat(ControlFlow.of(method).reachableAfter(List.of(origin)).get(handlerAt))
                .isTrue();
    }

    @Test
    void reachableBefore_codeBehindTheBarrier_isLeftOut() {
        int before = add(new InsnNode(Opcodes.NOP));
        var barrier = new InsnNode(Opcodes.NOP);
        int at = add(barrier);
        int behind = add(new InsnNode(Opcodes.RETURN));
        var reached = ControlFlow.of(method).reachableBefore(List.of(barrier));
        assertThat(reached.get(before)).isTrue();
        assertThat(reached.get(at)).isTrue();
        assertThat(reached.get(behind)).isFalse();
    }

    @Test
    void reachableBefore_barrierInATry_reachesItsHandler() {
        var start = new LabelNode();
        var end = new LabelNode();
        var handler = new LabelNode();
        add(start);
        var barrier = new InsnNode(Opcodes.NOP);
        add(barrier);
        add(end);
        int behind = add(new InsnNode(Opcodes.RETURN));
        int handlerAt = add(handler);
        add(new InsnNode(Opcodes.ATHROW));
        method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
        var reached = ControlFlow.of(method).reachableBefore(List.of(barrier));
        assertThat(reached.get(behind)).isFalse();
        assertThat(reached.get(handlerAt)).isTrue();
    }
}
