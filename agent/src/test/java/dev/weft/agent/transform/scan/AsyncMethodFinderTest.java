package dev.weft.agent.transform.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.emit.coroutine.CoroutineStyle;
import dev.weft.agent.transform.emit.coroutine.TestStyle;
import dev.weft.agent.transform.emit.generator.GeneratorStyle;
import dev.weft.agent.transform.emit.stage.StageStyle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

class AsyncMethodFinderTest {
    private static final WeavingStyle COROUTINE = new CoroutineStyle();
    private static final WeavingStyle STAGE = new StageStyle();
    private static final WeavingStyle GENERATOR = new GeneratorStyle();
    private static final WeavingStyle TEST = new TestStyle();
    static final MethodStyles<WeavingStyle> STYLES = new MethodStyles<>(List.of(COROUTINE, STAGE, GENERATOR), TEST);

    private static final String IMPORTS = """
            import dev.weft.*;
            import static dev.weft.Weft.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            """;

    @Test
    void find_markedMethods_areWovenByTheirReturnType() {
        var found = find("""
                class A {
                    static class Reply<T> extends CompletableFuture<T> { public Reply() {} }
                    @Async Coroutine<Void> a() { return completed(); }
                    @Async CompletionStage<Void> b() { return CompletableFuture.completedFuture(null); }
                    @Async CompletableFuture<Void> c() { return CompletableFuture.completedFuture(null); }
                    @Async Reply<Void> d() { return new Reply<>(); }
                }
                """);
        assertThat(found.refused()).isEmpty();
        assertThat(found.woven())
                .extracting(it -> it.node().name, it -> it.style(), it -> it.resultClass())
                .containsExactly(
                        tuple("a", COROUTINE, "dev/weft/Coroutine"),
                        tuple("b", STAGE, "java/util/concurrent/CompletableFuture"),
                        tuple("c", STAGE, "java/util/concurrent/CompletableFuture"),
                        tuple("d", STAGE, "A$Reply"));
    }

    @Test
    void find_tests_areWovenAndWhatAwaitsAroundThem() {
        var found = find("""
                import dev.weft.testing.junit.WeftTest;
                import org.junit.jupiter.api.*;
                abstract class A {
                    @WeftTest void a() { await(yieldNow()); }
                    @WeftTest void b(int n) {}
                    @BeforeEach void c() { await(yieldNow()); }
                    @AfterEach void d() { await(yieldNow()); }
                    @BeforeEach void e() {}
                    @WeftTest native void g();
                    @Test void h() {}
                    @Async Coroutine<Void> i() { return completed(); }
                }
                """);
        assertThat(found.refused()).isEmpty();
        assertThat(found.woven())
                .extracting(it -> it.node().name, it -> it.style(), it -> it.fusable())
                .containsExactly(
                        tuple("a", TEST, false),
                        tuple("b", TEST, false),
                        tuple("c", TEST, false),
                        tuple("d", TEST, false),
                        tuple("i", COROUTINE, false));
    }

    @Test
    void find_stageThatExtendsCompletableFutureByAnotherClass_isWoven() {
        var found = find("""
                class A {
                    static class Middle<T> extends CompletableFuture<T> {}
                    public static class Reply<T> extends Middle<T> {}
                    @Async Reply<Void> d() { return new Reply<>(); }
                }
                """);
        assertThat(found.woven()).extracting(it -> it.resultClass()).containsExactly("A$Reply");
    }

    @Test
    void find_generators_areWovenAndNotCalledDirectly() {
        var found = find("""
                class A {
                    @Async static AsyncIterator<String> a() { emit("x"); return AsyncIterator.end(); }
                    Supplier<AsyncIterator<String>> b = () -> { emit("x"); return AsyncIterator.end(); };
                }
                """);
        assertThat(found.refused()).isEmpty();
        assertThat(found.woven())
                .extracting(it -> it.style(), it -> it.resultClass(), it -> it.fusable())
                .containsExactly(
                        tuple(GENERATOR, "dev/weft/AsyncIterator", false),
                        tuple(GENERATOR, "dev/weft/AsyncIterator", false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AsyncIterator<Integer>             | 1",
                "AsyncIterator<Long>                | 1L",
                "AsyncIterator<? extends Number>    | 1",
                "AsyncIterator<? super Integer>     | text",
                "AsyncIterator<Number>              | 1",
                "AsyncIterator<Integer>             | number",
                "AsyncIterator<Integer>             | object",
                "AsyncIterator<Integer>             | null",
                "AsyncIterator<Comparable<Integer>> | text",
                "AsyncIterator<Runnable>            | number",
                "AsyncIterator<java.util.List<Long>>| runnable",
                "AsyncIterator<String>              | runnable",
                "AsyncIterator<T>                   | text",
                "AsyncIterator<int[]>               | text",
                "AsyncIterator<Object>              | ints",
                "AsyncIterator<?>                   | text",
                "AsyncIterator                      | text",
            })
    void find_emitOfWhatMayBeOfTheDeclaredType_isWoven(String returned, String value) {
        assertThat(codes(find(generator(returned, value)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AsyncIterator<Long>                | 1",
                "AsyncIterator<String>              | 1",
                "AsyncIterator<? extends Integer>   | text",
                "AsyncIterator<java.util.List<Long>>| text",
                "AsyncIterator<A.Inner>             | text",
                "AsyncIterator<String>              | number",
            })
    void find_emitOfWhatCannotBeOfTheDeclaredType_isRefused(String returned, String value) {
        assertThat(codes(find(generator(returned, value)))).containsExactly("WEFT-019");
    }

    private static String generator(String returned, String value) {
        return """
                class A<T> {
                    static class Inner {}
                    @Async AsyncIterator<Object> other() { return AsyncIterator.end(); }
                    @Async %s m(String text, Number number, Object object, Runnable runnable, int[] ints) {
                        emit(%s);
                        return AsyncIterator.end();
                    }
                }
                """.formatted(returned, value);
    }

    @Test
    void find_methods_areFusableIfTheirCallsAreBoundStatically() {
        assertThat(fusable("class A { @Async static Coroutine<Void> m() { return null; } }"))
                .isTrue();
        assertThat(fusable("class A { @Async private Coroutine<Void> m() { return null; } }"))
                .isTrue();
        assertThat(fusable("class A { @Async final Coroutine<Void> m() { return null; } }"))
                .isTrue();
        assertThat(fusable("final class A { @Async Coroutine<Void> m() { return null; } }"))
                .isTrue();
        assertThat(fusable("class A { @Async Coroutine<Void> m() { return null; } }"))
                .isFalse();
        assertThat(fusable("interface A { @Async default Coroutine<Void> m() { return null; } }"))
                .isFalse();
        assertThat(fusable("interface A { @Async static Coroutine<Void> m() { return null; } }"))
                .isTrue();
    }

    @Test
    void find_abstractMethodsAndBridges_areLeftAlone() {
        var found = find("""
                abstract class A implements Supplier<Coroutine<String>> {
                    @Async abstract Coroutine<Void> none();
                    @Async @Override public Coroutine<String> get() { return completed("x"); }
                }
                """);
        assertThat(found.refused()).isEmpty();
        assertThat(found.woven())
                .extracting(it -> it.node().name + it.node().desc)
                .containsExactly("get()Ldev/weft/Coroutine;");
    }

    @Test
    void find_abstractMethodWhoseReturnTypeCannotSuspend_isReported() {
        var found = find("interface A { @Async int count(); @Async Coroutine<Void> fine(); int notMarked(); }");
        assertThat(found.refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.DECLARATION);
            assertThat(refusal.diagnostic().text())
                    .startsWith("WEFT-007 A.count")
                    .endsWith("Return Coroutine<Integer>.");
        });
    }

    @Test
    void find_lambdaThatReturnsACoroutineAndAwaits_isWoven() {
        var found = find("""
                class A {
                    Function<Coroutine<String>, Coroutine<String>> f = c -> completed(await(c));
                    Supplier<CompletionStage<String>> g =
                            () -> CompletableFuture.completedFuture(await(completed("x")));
                    Supplier<Coroutine<String>> noAwait = () -> completed("x");
                    AsyncCallable<Void> captures(Coroutine<Void> c) { return () -> { await(c); return completed(); }; }
                }
                """);
        assertThat(found.refused()).isEmpty();
        assertThat(found.woven()).extracting(it -> it.style()).containsExactlyInAnyOrder(COROUTINE, COROUTINE, STAGE);
    }

    @Test
    void find_serializableLambda_isWovenOnce() {
        var found = find("""
                class A {
                    interface S extends AsyncCallable<Void>, java.io.Serializable {}
                    S s = () -> { await(sleep(java.time.Duration.ZERO)); return completed(); };
                }
                """);
        assertThat(found.refused()).isEmpty();
        assertThat(found.woven()).hasSize(1);
    }

    @Test
    void find_lambdaInAnInterface_isWoven() {
        var found = find("interface A { AsyncCallable<Void> C = () -> { await(completed()); return completed(); }; }");
        assertThat(found.refused()).isEmpty();
        assertThat(found.woven()).extracting(AsyncMethod::ownerIsInterface).containsExactly(true);
    }

    @Test
    void find_plainMethodUsedAsMethodReference_isRefusedAsAPlainMethod() {
        var found = find("""
                class A {
                    static Coroutine<Void> work() { await(completed()); return completed(); }
                    AsyncCallable<Void> c = A::work;
                }
                """);
        assertThat(codes(found)).containsExactly("WEFT-001");
        assertThat(found.woven()).isEmpty();
    }

    @Test
    void find_awaitReferenceWhoseFunctionReturnsACoroutine_becomesAWovenLambda() {
        var found = find("class A { Function<Coroutine<Coroutine<Void>>, Coroutine<Void>> f = Weft::await; }");
        assertThat(found.refused()).isEmpty();
        assertThat(found.woven()).hasSize(1);
        var body = found.woven().get(0).node();
        assertThat(body.desc).isEqualTo("(Ldev/weft/Coroutine;)Ldev/weft/Coroutine;");
        var handles = found.rewritten().stream()
                .flatMap(method -> List.of(method.instructions.toArray()).stream())
                .filter(InvokeDynamicInsnNode.class::isInstance)
                .map(dynamic -> LambdaBodies.implementation((InvokeDynamicInsnNode) dynamic)
                        .getName());
        assertThat(handles).containsExactly(body.name);
    }

    @Test
    void find_awaitReferenceWhoseFunctionReturnsAPrimitive_isRefused() {
        var found = find("class A { ToLongFunction<Coroutine<Long>> f = Weft::await; }");
        assertThat(codes(found)).containsExactly("WEFT-009");
    }

    @Test
    void find_everyAwaitInPlainCode_isRefusedAtItsOwnLine() {
        var found = find("""
                class A {
                    void m(Coroutine<Void> c) throws Exception {
                        await(c);
                        await(c, Exception.class);
                    }
                }
                """);
        assertThat(found.refused()).extracting(it -> it.diagnostic().line()).containsExactly(7, 8);
        assertThat(found.refused()).extracting(Refusal::kind).containsOnly(Refusal.Kind.AWAIT_SITE);
    }

    @Test
    void find_markedMethodWithSeveralMistakes_isRefusedOnce() {
        var found = find("""
                class A {
                    @Async Coroutine<Void> m(Coroutine<Void> c) {
                        synchronized (this) { await(c); await(c); }
                        return completed();
                    }
                }
                """);
        assertThat(codes(found)).containsExactly("WEFT-004");
        assertThat(found.refused()).extracting(Refusal::kind).containsExactly(Refusal.Kind.METHOD);
    }

    @Test
    void find_otherUsesOfWeft_changeNothing() {
        var found = find("class A { void m(java.util.concurrent.CountDownLatch l) throws Exception { l.await();"
                + " Weft.run(completed()); } }");
        assertThat(found.isEmpty()).isTrue();
    }

    @Test
    void find_methodOfAClassFileOlderThanJava6_isFoundWithStackMaps() {
        assertThat(frames(find(assembled(Opcodes.V1_5, false)))).isEqualTo(1);
        assertThat(frames(find(assembled(Opcodes.V1_6, false)))).isEqualTo(1);
    }

    @Test
    void find_methodWithSubroutine_isFoundWithoutIt() {
        var found = find(assembled(Opcodes.V1_6, true));
        assertThat(found.woven().get(0).node().instructions)
                .noneMatch(insn -> insn.getOpcode() == Opcodes.JSR || insn.getOpcode() == Opcodes.RET);
        assertThat(frames(found)).isPositive();
    }

    @Test
    void find_stageWhoseClassFileCannotBeRead_isRefused() {
        var writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "A", null, "java/lang/Object", null);
        var method = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()Lnowhere/Reply;", null, null);
        method.visitAnnotation("Ldev/weft/Async;", true).visitEnd();
        method.visitCode();
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(1, 0);
        method.visitEnd();
        assertThat(find(Map.of("A", writer.toByteArray()))
                        .refused()
                        .get(0)
                        .diagnostic()
                        .text())
                .startsWith("WEFT-007 A.m: ")
                .contains(
                        "the class file of Reply, which this @Async method returns, cannot be read",
                        "Add Reply to the class path");
    }

    private static Map<String, byte[]> assembled(int version, boolean subroutine) {
        var writer = new ClassWriter(0);
        writer.visit(version, 0, "A", null, "java/lang/Object", null);
        var method = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()Ldev/weft/Coroutine;", null, null);
        method.visitAnnotation("Ldev/weft/Async;", true).visitEnd();
        method.visitCode();
        var end = new Label();
        method.visitInsn(Opcodes.ICONST_0);
        method.visitJumpInsn(Opcodes.IFEQ, end);
        if (subroutine) {
            callSubroutine(method);
        }
        method.visitLabel(end);
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitInsn(Opcodes.ARETURN);
        method.visitMaxs(1, 1);
        method.visitEnd();
        return Map.of("A", writer.toByteArray());
    }

    private static void callSubroutine(MethodVisitor method) {
        var body = new Label();
        var behind = new Label();
        method.visitJumpInsn(Opcodes.JSR, body);
        method.visitJumpInsn(Opcodes.GOTO, behind);
        method.visitLabel(body);
        method.visitVarInsn(Opcodes.ASTORE, 0);
        method.visitVarInsn(Opcodes.RET, 0);
        method.visitLabel(behind);
    }

    private static long frames(FoundMethods<WeavingStyle> found) {
        assertThat(found.refused()).isEmpty();
        return Arrays.stream(found.woven().get(0).node().instructions.toArray())
                .filter(FrameNode.class::isInstance)
                .count();
    }

    private static boolean fusable(String source) {
        return find(source).woven().get(0).fusable();
    }

    private static List<String> codes(FoundMethods<WeavingStyle> found) {
        return found.refused().stream().map(it -> it.diagnostic().code()).toList();
    }

    private static FoundMethods<WeavingStyle> find(String source) {
        return find(CompiledSources.compile("A", IMPORTS + source));
    }

    private static FoundMethods<WeavingStyle> find(Map<String, byte[]> classes) {
        var files = new ClassFiles(AsyncMethodFinderTest.class.getClassLoader());
        classes.values().forEach(bytes -> files.add(ClassBytes.read(bytes)));
        var host = classes.keySet().stream()
                .min(Comparator.comparingInt(String::length))
                .orElseThrow();
        return AsyncMethodFinder.find(ClassBytes.read(classes.get(host)), files, STYLES);
    }
}
