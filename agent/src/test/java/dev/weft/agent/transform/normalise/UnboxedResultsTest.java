package dev.weft.agent.transform.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.transform.Stages;
import dev.weft.agent.transform.code.BodyResult;
import dev.weft.agent.transform.code.WeftNames;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

class UnboxedResultsTest {
    private static BodyResult ofBody(String body) {
        return of("@Async static Coroutine m(int n, Integer box, Coroutine<Integer> c) {" + body + "}");
    }

    @ParameterizedTest
    @CsvSource({
        "int, INTEGER",
        "short, SHORT",
        "byte, BYTE",
        "char, CHARACTER",
        "boolean, BOOLEAN",
        "long, OBJECT",
        "float, OBJECT",
        "double, OBJECT",
        "String, OBJECT",
        "Integer, OBJECT"
    })
    void result_ofAValueOfAType_isUnboxedIfALongHoldsItAndMore(String type, BodyResult expected) {
        assertThat(of("@Async static Coroutine<?> m(" + type + " value) { return completed(value); }"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return n < 2 ? completed(n) : completed(n - 1);",
                "return n < 2 ? n < 1 ? completed(0) : completed(1) : n < 3 ? completed(2) : completed(3);",
                "return completed(n < 2 ? n : n - 1);",
                "if (n < 2) return completed(n); while (n > 9) { n--; if (n == 50) return completed(5); } return completed(1);",
                "switch (n) { case 1: return completed(1); case 2: return completed(2); default: throw new Error(); }",
                "return switch (n) { case 1 -> completed(1); case 2 -> completed(2); default -> throw new Error(); };",
                "return switch (n) { case 1 -> completed(1); case 2 -> throw new Error(); default -> completed(3); };",
                "try { return completed(n); } catch (RuntimeException e) { return completed(1); }",
                "return completed((Integer) n);",
                "return completed(box + 1);",
                "while (true) { if (n++ > 5) return completed(n); }"
            })
    void result_ofReturnsThatAllBoxAnInt_isUnboxed(String body) {
        assertThat(ofBody(body)).isEqualTo(BodyResult.INTEGER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "return completed(box);",
                "Integer local = n; return completed(local);",
                "return completed(n < 2 ? (Integer) n : box);",
                "return completed(null);",
                "return completed();",
                "return c;",
                "return null;",
                "return n < 2 ? completed(n) : c;",
                "return n < 2 ? c : completed(n);",
                "if (n < 2) return c; return completed(n);",
                "Coroutine<Integer> made = completed(n); return made;",
                "return n < 2 ? completed(n) : completed('c');",
                "if (n < 2) return completed(n); return completed((short) n);",
                "if (n < 2) return completed(n); return completed();",
                "try { return completed(n); } finally { System.gc(); }",
                "return switch (n) { case 1 -> completed(1); case 2 -> c; default -> completed(3); };",
                "synchronized (box) { return completed(n); }",
                "throw new Error();",
                "return (Coroutine) (Object) completed(n);"
            })
    void result_ofAnyOtherReturn_isAnObject(String body) {
        assertThat(ofBody(body)).isEqualTo(BodyResult.OBJECT);
    }

    @Test
    void result_ofAReturnToWhichAConditionJumps_isAnObject() {
        assertThat(ofCode(code -> {
                    var end = new Label();
                    code.visitVarInsn(Opcodes.ALOAD, 2);
                    jumpIfZero(code, end);
                    code.visitInsn(Opcodes.POP);
                    completed(code);
                    returnAt(code, end);
                }))
                .isEqualTo(BodyResult.OBJECT);
    }

    @Test
    void result_ofAReturnToWhichASwitchJumps_isAnObject() {
        assertThat(ofCode(code -> {
                    var end = new Label();
                    var other = new Label();
                    code.visitVarInsn(Opcodes.ALOAD, 2);
                    code.visitVarInsn(Opcodes.ILOAD, 0);
                    code.visitTableSwitchInsn(0, 0, other, end);
                    comeTo(code, other, WeftNames.COROUTINE);
                    code.visitInsn(Opcodes.POP);
                    completed(code);
                    returnAt(code, end);
                }))
                .isEqualTo(BodyResult.OBJECT);
    }

    @Test
    void result_ofAReturnThatIsAHandler_isAnObject() {
        assertThat(ofCode(code -> {
                    var start = new Label();
                    var end = new Label();
                    code.visitTryCatchBlock(start, end, end, "app/ThrownCoroutine");
                    code.visitLabel(start);
                    completed(code);
                    returnAt(code, end);
                }))
                .isEqualTo(BodyResult.OBJECT);
    }

    @Test
    void result_ofBranchesThatAllJumpToTheReturn_isUnboxed() {
        assertThat(ofCode(code -> {
                    var end = new Label();
                    var other = new Label();
                    jumpIfZero(code, other);
                    completed(code);
                    code.visitJumpInsn(Opcodes.GOTO, end);
                    returnAt(code, end);
                    comeTo(code, other);
                    completed(code);
                    code.visitJumpInsn(Opcodes.GOTO, end);
                }))
                .isEqualTo(BodyResult.INTEGER);
    }

    @Test
    void result_ofAJumpToAJumpToTheReturn_isAnObject() {
        assertThat(ofCode(code -> {
                    var end = new Label();
                    var between = new Label();
                    var other = new Label();
                    jumpIfZero(code, other);
                    completed(code);
                    comeTo(code, between, WeftNames.COROUTINE);
                    code.visitJumpInsn(Opcodes.GOTO, end);
                    comeTo(code, other);
                    code.visitVarInsn(Opcodes.ALOAD, 2);
                    code.visitJumpInsn(Opcodes.GOTO, between);
                    returnAt(code, end);
                }))
                .isEqualTo(BodyResult.OBJECT);
    }

    @Test
    void callees_thatMayBeOverriddenOrAreNotWoven_giveObjects() {
        var overridable = Stages.of("@Async Coroutine<Integer> m(int n) { return completed(n); }");
        assertThat(overridable.callees().resultOf(overridable.found())).isEqualTo(BodyResult.OBJECT);
        var bound = Stages.of("@Async private Coroutine<Integer> m(int n) { return completed(n); }");
        assertThat(bound.callees().resultOf(bound.found())).isEqualTo(BodyResult.INTEGER);
    }

    private static void completed(MethodNode code) {
        code.visitInsn(Opcodes.ICONST_1);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                WeftNames.WEFT,
                WeftNames.COMPLETED,
                "(Ljava/lang/Object;)Ldev/weft/Coroutine;",
                false);
    }

    private static BodyResult of(String members) {
        return UnboxedResults.of(Stages.of(members).found().node());
    }

    /** Of a static method that takes an int, an object and a coroutine. */
    private static BodyResult ofCode(Consumer<MethodNode> body) {
        var method = new MethodNode(
                Opcodes.ACC_STATIC, "m", "(ILjava/lang/Object;Ldev/weft/Coroutine;)Ldev/weft/Coroutine;", null, null);
        body.accept(method);
        return UnboxedResults.of(method);
    }

    private static void jumpIfZero(MethodNode code, Label label) {
        code.visitVarInsn(Opcodes.ILOAD, 0);
        code.visitJumpInsn(Opcodes.IFEQ, label);
    }

    private static void comeTo(MethodNode code, Label label, Object... stack) {
        code.visitLabel(label);
        code.visitFrame(Opcodes.F_NEW, 0, new Object[0], stack.length, stack);
    }

    private static void returnAt(MethodNode code, Label label) {
        comeTo(code, label, WeftNames.COROUTINE);
        code.visitInsn(Opcodes.ARETURN);
    }
}
