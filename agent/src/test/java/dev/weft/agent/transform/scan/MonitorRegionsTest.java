package dev.weft.agent.transform.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

class MonitorRegionsTest {
    @Test
    void isHeldAt_callInsideAndOutsideOfABlock_isTrueInsideOnly() {
        assertThat(heldCalls("out(); synchronized (this) { in(); } out();")).containsOnly("in");
    }

    @Test
    void isHeldAt_callInFinallyAroundABlock_isFalse() {
        assertThat(heldCalls("try { synchronized (this) { in(); } } finally { out(); }"))
                .containsOnly("in");
    }

    @Test
    void isHeldAt_callInCatchAroundABlock_isFalse() {
        assertThat(heldCalls("try { synchronized (this) { in(); } } catch (RuntimeException e) { out(); }"))
                .containsOnly("in");
    }

    @Test
    void isHeldAt_callInFinallyInsideABlock_isTrue() {
        assertThat(heldCalls("synchronized (this) { try { in(); } finally { in2(); } } out();"))
                .containsOnly("in", "in2");
    }

    @Test
    void isHeldAt_callBetweenNestedBlocks_isTrue() {
        assertThat(heldCalls("synchronized (this) { in(); synchronized (getClass()) { in2(); } in3(); } out();"))
                .contains("in", "in2", "in3")
                .doesNotContain("out");
    }

    @Test
    void isHeldAt_callBehindALeftLoop_isFalse() {
        assertThat(heldCalls(
                        "while (test()) { synchronized (this) { if (in()) { break; } if (in2()) { continue; } in3(); } out(); }"
                                + " out2();"))
                .containsOnly("in", "in2", "in3");
    }

    @Test
    void isHeldAt_callInSwitchInsideABlock_isTrue() {
        assertThat(
                        heldCalls(
                                "synchronized (this) { switch (n()) { case 1: in(); break; case 1000: in2(); break; default: in3(); } }"))
                .contains("in", "in2", "in3");
    }

    @Test
    void isHeldAt_returnOutOfABlockIntoFinally_isFalse() {
        assertThat(heldCalls("try { synchronized (this) { in(); return; } } finally { out(); }"))
                .containsOnly("in");
    }

    @Test
    void isHeldAt_monitorHeldOnOnePathOnly_isTrueWherePathsMeet() {
        var method = new MethodNode(Opcodes.ACC_STATIC, "m", "(Ljava/lang/Object;Z)V", null, null);
        var skip = new Label();
        method.visitVarInsn(Opcodes.ILOAD, 1);
        method.visitJumpInsn(Opcodes.IFEQ, skip);
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitInsn(Opcodes.MONITORENTER);
        method.visitLabel(skip);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "A", "in", "()V", false);
        method.visitJumpInsn(Opcodes.GOTO, skip);
        assertThat(heldCalls(method)).containsOnly("in");
    }

    /** As Kotlin writes an inlined {@code synchronized}: one exit each way, the one of exceptions covers itself. */
    @Test
    void isHeldAt_handlerThatCoversItsOwnExit_isTrueUpToTheExits() {
        var method = new MethodNode(Opcodes.ACC_STATIC, "m", "(Ljava/lang/Object;)V", null, null);
        var start = new Label();
        var end = new Label();
        var handler = new Label();
        var handlerEnd = new Label();
        method.visitTryCatchBlock(start, end, handler, null);
        method.visitTryCatchBlock(handler, handlerEnd, handler, null);
        monitor(method, Opcodes.MONITORENTER);
        method.visitLabel(start);
        call(method, "in");
        monitor(method, Opcodes.MONITOREXIT);
        method.visitLabel(end);
        call(method, "out");
        method.visitInsn(Opcodes.RETURN);
        method.visitLabel(handler);
        method.visitVarInsn(Opcodes.ASTORE, 1);
        call(method, "in2");
        monitor(method, Opcodes.MONITOREXIT);
        method.visitLabel(handlerEnd);
        call(method, "out2");
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitInsn(Opcodes.ATHROW);
        assertThat(heldCalls(method)).contains("in", "in2").doesNotContain("out");
    }

    @Test
    void isHeldAt_loopEnteredInItsMiddle_isTrueFromTheMonitorOfEitherEntryOn() {
        var method = new MethodNode(Opcodes.ACC_STATIC, "m", "(Ljava/lang/Object;Z)V", null, null);
        var head = new Label();
        var middle = new Label();
        method.visitVarInsn(Opcodes.ILOAD, 1);
        method.visitJumpInsn(Opcodes.IFEQ, middle);
        method.visitLabel(head);
        call(method, "out");
        monitor(method, Opcodes.MONITORENTER);
        method.visitLabel(middle);
        call(method, "in");
        monitor(method, Opcodes.MONITOREXIT);
        call(method, "out2");
        method.visitVarInsn(Opcodes.ILOAD, 1);
        method.visitJumpInsn(Opcodes.IFEQ, head);
        method.visitInsn(Opcodes.RETURN);
        assertThat(heldCalls(method)).containsOnly("in");
    }

    private static void monitor(MethodNode method, int opcode) {
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitInsn(opcode);
    }

    private static void call(MethodNode method, String name) {
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "A", name, "()V", false);
    }

    @Test
    void isHeldAt_monitorTakenAgainAndAgain_ends() {
        var method = new MethodNode(Opcodes.ACC_STATIC, "m", "(Ljava/lang/Object;)V", null, null);
        var again = new Label();
        method.visitLabel(again);
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitInsn(Opcodes.MONITORENTER);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "A", "in", "()V", false);
        method.visitJumpInsn(Opcodes.GOTO, again);
        assertThat(heldCalls(method)).containsOnly("in");
    }

    /** The names of the methods that the code calls while it holds a monitor, other than those of {@code Object}. */
    private static List<String> heldCalls(String code) {
        var source = "abstract class A { abstract boolean test(); abstract int n();"
                + " void out() {} void out2() {} boolean in() { return true; } boolean in2() { return true; } void in3() {}"
                + " void m() { " + code + " } }";
        var type =
                ClassBytes.read(CompiledSources.compile("A", source).get("A")).tree();
        return heldCalls(type.methods.stream()
                .filter(method -> method.name.equals("m"))
                .findFirst()
                .orElseThrow());
    }

    private static List<String> heldCalls(MethodNode method) {
        var regions = MonitorRegions.of(method);
        var held = new ArrayList<String>();
        for (var instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call && call.owner.equals("A") && regions.isHeldAt(call)) {
                held.add(call.name);
            }
        }
        return held;
    }
}
