package dev.weft.agent.transform.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.abi.UnboxedResult;
import dev.weft.agent.transform.Stages;
import dev.weft.agent.transform.code.RuntimeAbi;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

class MethodEmitterTest {
    private static ClassNode frame(String members) {
        var type = new ClassNode();
        new ClassReader(Stages.of(members).woven().frame().bytes()).accept(type, 0);
        return type;
    }

    private static String description(ClassNode frame) {
        var describe = frame.methods.stream()
                .filter(it -> it.name.equals("describe"))
                .findFirst()
                .orElseThrow();
        var text = new StringBuilder();
        for (var insn : describe.instructions) {
            if (insn instanceof LdcInsnNode constant) {
                text.append(constant.cst);
            }
        }
        return text.toString();
    }

    @Test
    void entryStub_ofACoroutine_keepsTheDeclaration() {
        var stub = Stages.of(
                        "@Async protected final <T extends Number> Coroutine<T> m(@Deprecated T t) throws java.io.IOException {"
                                + " return completed(t); }")
                .woven()
                .hostMethods()
                .get(0);
        assertThat(stub.access).isEqualTo(Opcodes.ACC_PROTECTED | Opcodes.ACC_FINAL);
        assertThat(stub.signature).isEqualTo("<T:Ljava/lang/Number;>(TT;)Ldev/weft/Coroutine<TT;>;");
        assertThat(stub.exceptions).containsExactly("java/io/IOException");
        assertThat(stub.visibleAnnotations).extracting(it -> it.desc).containsExactly("Ldev/weft/Async;");
        assertThat(stub.visibleParameterAnnotations[0]).hasSize(1);
        assertThat(stub.localVariables).extracting(it -> it.name).containsExactly("this", "t");
    }

    @Test
    void hostMethods_ofAMethodWithoutAwaits_haveNoResumeBody() {
        assertThat(Stages.of("@Async static Coroutine<Void> m() { return completed(); }")
                        .woven()
                        .hostMethods())
                .extracting(it -> it.name)
                .containsExactly("m", "m$weft$start");
    }

    @Test
    void hostMethods_ofAMethodWithAnAwait_haveBothBodiesStaticAndSynthetic() {
        var methods = Stages.of("@Async private Coroutine<Void> m(long j) { await(yieldNow()); return completed(); }")
                .woven()
                .hostMethods();
        assertThat(methods)
                .extracting(it -> it.name + it.desc)
                .containsExactly(
                        "m(J)Ldev/weft/Coroutine;",
                        "m$weft$resume(Ldev/weft/abi/Execution;Lapp/A$weft$m;)Ljava/lang/Object;",
                        "m$weft$start(Lapp/A;JLdev/weft/abi/Execution;Lapp/A$weft$m;I)Ljava/lang/Object;");
        assertThat(methods.subList(1, 3))
                .allSatisfy(it -> assertThat(it.access).isEqualTo(Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC));
    }

    @Test
    void startBody_ofAnIntThatCallersTakeDirectly_returnsALongAndMakesNoBox() {
        var methods = Stages.of(
                        "@Async static Coroutine<Integer> m(int n) { return n < 2 ? completed(n) : completed(await(m(n - 1)) + n); }")
                .woven()
                .hostMethods();
        var start = methods.get(2);
        assertThat(start.desc).endsWith(")J");
        assertThat(opcodes(start))
                .contains(Opcodes.LRETURN, Opcodes.LCMP)
                .doesNotContain(Opcodes.ARETURN, Opcodes.IF_ACMPEQ);
        assertThat(Stages.text(start)).containsOnlyOnce("Integer.valueOf"); // for the callee's result
        assertThat(methods.get(1).desc).endsWith(")Ljava/lang/Object;");
        assertThat(RuntimeAbi.UNBOXED_SUSPENDED).isEqualTo(UnboxedResult.SUSPENDED);
    }

    @Test
    void startBody_hasNoSwitch() {
        var methods = Stages.of(
                        "@Async static Coroutine<Void> m() { await(yieldNow()); await(yieldNow()); return completed(); }")
                .woven()
                .hostMethods();
        assertThat(opcodes(methods.get(2))).doesNotContain(Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH);
        assertThat(opcodes(methods.get(1))).containsOnlyOnce(Opcodes.TABLESWITCH);
    }

    @Test
    void resumeBody_ofCodeInFrontOfTheFirstAwait_leavesItOut() {
        var resume = Stages.of("@Async static Coroutine<Void> m() { for (int i = 0; i < 3; i++) { System.gc(); }"
                        + " for (int i = 0; i < 3; i++) { System.gc(); } await(yieldNow()); return completed(); }")
                .woven()
                .hostMethods()
                .get(1);
        assertThat(Stages.text(resume)).doesNotContain("System.gc");
        assertThat(resume.localVariables).isEmpty();
    }

    @Test
    void frameClass_ofACoroutine_hasExactlyTheFieldsOfThePlan() {
        var frame = frame("@Async Coroutine<Object> m(int n, Awaitable<String> a) { return completed(n + await(a)); }");
        assertThat(frame.superName).isEqualTo("dev/weft/abi/Frame");
        assertThat(frame.access & Opcodes.ACC_FINAL).isNotZero();
        assertThat(frame.fields)
                .extracting(MethodEmitterTest::text)
                .containsExactly("this Lapp/A;", "n I", "a Ldev/weft/Awaitable;");
    }

    @Test
    void frameClass_ofAHotMethod_makesTheDeclaredFuture() {
        var frame = frame("public static class Own<T> extends CompletableFuture<T> {}"
                + "@Async Own<String> m(CompletableFuture<String> c) { await(c); return new Own<>(); }");
        assertThat(frame.superName).isEqualTo("dev/weft/abi/StageFrame");
        assertThat(Stages.text(frame.methods.get(0))).contains("NEW app/A$Own");
    }

    @Test
    void describe_namesClassMethodFileAndTheLocalsOfEachPoint() {
        var frame = frame("""
                @Async static Coroutine<Object> m(int n, String text) {
                  await(yieldNow());
                  await(sleep(java.time.Duration.ofMillis(n)));
                  return completed(text);
                }""");
        assertThat(description(frame))
                .isEqualTo(
                        "app.A\tm\tA.java\n9\tn;n;I\ttext;text;Ljava/lang/String;\n10\ttext;text;Ljava/lang/String;");
    }

    @Test
    void describe_tooLongForOneConstant_isPutTogether() {
        var members = new StringBuilder("@Async static Coroutine<Object> m(int n) {\n");
        for (int i = 0; i < 150; i++) {
            members.append("String veryLongNameOfALocalVariableNumber")
                    .append(i)
                    .append(" = \"\" + n;\n");
        }
        for (int i = 0; i < 5; i++) {
            members.append("await(yieldNow());\n");
        }
        members.append("String all = \"\";\n");
        for (int i = 0; i < 150; i++) {
            members.append("all += veryLongNameOfALocalVariableNumber")
                    .append(i)
                    .append(";\n");
        }
        var text = description(frame(members.append("return completed(all);\n}").toString()));
        assertThat(text).hasSizeGreaterThan(16_000);
        assertThat(text.lines()).hasSize(6);
    }

    private static String text(FieldNode field) {
        return field.name + " " + field.desc;
    }

    private static java.util.List<Integer> opcodes(MethodNode method) {
        return java.util.Arrays.stream(method.instructions.toArray())
                .map(it -> it.getOpcode())
                .toList();
    }
}
