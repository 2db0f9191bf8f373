package dev.weft.agent.transform.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.transform.Stages;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.SuspensionKind;
import dev.weft.agent.transform.code.SuspensionPoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

class NormaliserTest {
    private static final String OTHER = """
            @Async static Coroutine<String> other(String s) { return completed(s); }
            @Async Coroutine<String> virtual(String s) { return completed(s); }
            """;

    private static NormalMethod normal(String members) {
        return Stages.of(members).normal();
    }

    private static String text(String members) {
        return Stages.text(normal(members).code());
    }

    private static List<SuspensionKind> kinds(String members) {
        return normal(members).points().stream().map(SuspensionPoint::kind).toList();
    }

    @Test
    void returnOfCompleted_isAReturnOfTheValue() {
        assertThat(text("@Async static Coroutine<String> m(String s) { return completed(s); }"))
                .isEqualTo("ALOAD 0\nARETURN\n");
        assertThat(text("@Async static Coroutine<Void> m() { return completed(); }"))
                .isEqualTo("ACONST_NULL\nARETURN\n");
    }

    @Test
    void returnOfCompletedOnBothSidesOfACondition_makesNoCoroutine() {
        assertThat(
                        text(
                                "@Async static Coroutine<String> m(boolean z) { return z ? completed(\"a\") : completed(\"b\"); }"))
                .doesNotContain("completed");
    }

    @Test
    void returnOfAnotherCoroutine_isAwaited() {
        assertThat(kinds("@Async static Coroutine<String> m(Coroutine<String> c) { return c; }"))
                .containsExactly(SuspensionKind.RETURNED);
        assertThat(kinds("@Async static Coroutine<String> m() { return null; }"))
                .containsExactly(SuspensionKind.RETURNED);
    }

    @Test
    void returnInATry_isAwaitedBehindItsHandlers() {
        var method = normal("@Async static Coroutine<String> m(Coroutine<String> c) {"
                + " try { System.gc(); return c; } catch (RuntimeException e) { return completed(null); } }");
        var code = method.code().instructions;
        int at = code.indexOf(method.points().get(0));
        for (var block : method.code().tryCatchBlocks) {
            assertThat(code.indexOf(block.start) < at && at < code.indexOf(block.end))
                    .isFalse();
        }
    }

    @Test
    void classArgumentOfAwait_isDropped() {
        var method =
                normal("@Async static Coroutine<String> m(Awaitable<String> a, Class<Exception> c) throws Exception {"
                        + " await(a, java.io.IOException.class); return completed(await(a, c)); }");
        assertThat(method.points())
                .extracting(SuspensionPoint::operands)
                .containsExactly("Ldev/weft/Awaitable;", "Ldev/weft/Awaitable;");
        assertThat(Stages.text(method.code())).doesNotContain("IOException").contains("ALOAD 1\nPOP\n");
    }

    @Test
    void awaitOfACallThatIsBound_isFusedWithIt() {
        var method = normal(OTHER + "@Async static Coroutine<String> m() { return completed(await(other(\"a\"))); }");
        assertThat(method.points()).singleElement().satisfies(await -> {
            assertThat(await.kind()).isEqualTo(SuspensionKind.FUSED);
            assertThat(await.callee().names().start()).isEqualTo("other$weft$start");
            assertThat(await.callee().names().frame()).isEqualTo("app/A$weft$other");
            assertThat(await.operands()).isEqualTo("Ljava/lang/String;");
        });
        assertThat(Stages.text(method.code())).doesNotContain("Weft.await").doesNotContain("A.other ");
    }

    @Test
    void awaitOfACallThatMayBeOverridden_isNotFused() {
        assertThat(kinds(OTHER + "@Async Coroutine<String> m() { return completed(await(virtual(\"a\"))); }"))
                .containsExactly(SuspensionKind.AWAITABLE);
    }

    @Test
    void awaitOfASleepOrAYield_isFused() {
        assertThat(kinds("@Async static Coroutine<Void> m() { await(sleep(java.time.Duration.ZERO)); await(yieldNow());"
                        + " return yieldNow(); }"))
                .containsExactly(SuspensionKind.SLEEP, SuspensionKind.YIELD, SuspensionKind.YIELD);
    }

    @Test
    void awaitOfASleepWithAResult_isNotFused() {
        assertThat(
                        kinds(
                                "@Async static Coroutine<String> m() { return completed(await(sleep(java.time.Duration.ZERO, \"r\"))); }"))
                .containsExactly(SuspensionKind.AWAITABLE);
    }

    @Test
    void awaitableInAStageMethod_becomesAStage() {
        var method = normal("@Async static CompletableFuture<String> m(Awaitable<String> a) {"
                + " return CompletableFuture.completedFuture(await(a)); }");
        assertThat(method.points()).extracting(SuspensionPoint::kind).containsExactly(SuspensionKind.STAGE);
        assertThat(Stages.text(method.code())).contains("StageAwait.stageOf");
    }

    @Test
    void coroutineThatIsPopped_isReportedAsDropped() {
        assertThat(text(OTHER + "@Async static Coroutine<Void> m() { other(\"a\"); return completed(); }"))
                .contains("Await.dropped (Ldev/weft/Coroutine;)V");
    }

    @Test
    void pendingNew_isMadeAfterItsArguments() {
        String text = text("@Async static Coroutine<Object> m(Awaitable<String> a) {"
                + " return completed(new StringBuilder(await(a))); }");
        assertThat(text).startsWith("NEW java/lang/StringBuilder\nPOP\nACONST_NULL\n");
        assertThat(text.indexOf("NEW java/lang/StringBuilder", 5)).isGreaterThan(text.indexOf(Stages.SUSPENSION));
    }

    @Test
    void newThatNoAwaitInterrupts_isLeftAlone() {
        String text = text("@Async static Coroutine<Object> m(Awaitable<String> a) {"
                + " await(a); return completed(new StringBuilder(\"x\")); }");
        assertThat(text).contains("NEW java/lang/StringBuilder\nDUP\nLDC \"x\"\nINVOKESPECIAL");
    }

    @Test
    void newBetweenTheCopiesOfAPendingOne_isPendingToo() {
        var method = normal("record P(Object a, Object b) {}"
                + "@Async static Coroutine<Object> m(Awaitable<String> a) {"
                + " return completed(new P(new P(1, 2), new P(await(a), new P(3, await(a))))); }");
        long made = java.util.stream.StreamSupport.stream(
                        method.code().instructions.spliterator(), false)
                .filter(it -> it.getOpcode() == Opcodes.NEW && ((TypeInsnNode) it).desc.equals("app/A$P"))
                .count();
        assertThat(made).as("three pending ones twice, one plain one").isEqualTo(7);
    }

    @Test
    void operandStack_atEachAwait_holdsTheOperandsOnly() {
        var method = normal(
                "static void take(int a, long b, Object c) {}"
                        + "@Async static Coroutine<Object> m(Awaitable<String> a, long[] longs) {"
                        + " take(1, 2L, await(a)); longs[0] += (long) (Object) await(a); return completed(\"x\" + await(a)); }");
        var states = dev.weft.agent.transform.code.TypeFlow.before(
                "app/A", method.code(), Instructions.setOf(method.points()));
        assertThat(states).hasSize(3);
        assertThat(states.values())
                .allSatisfy(state -> assertThat(state.stack()).hasSize(1));
    }

    @Test
    void spiller_withNothingBelowTheOperand_changesNothing() {
        assertThat(text("@Async static Coroutine<Object> m(Awaitable<String> a) { return completed(await(a)); }"))
                .isEqualTo("ALOAD 0\n" + Stages.SUSPENSION + "ARETURN\n");
    }

    @Test
    void frames_afterPruning_nameLiveLocalsOnly() {
        var method = normal(
                "@Async static Coroutine<Integer> m(String dead, long wide, int n) {"
                        + " System.out.println(dead + wide); for (int i = 0; i < n; i++) { await(yieldNow()); } return completed(n); }");
        var frames = java.util.stream.StreamSupport.stream(
                        method.code().instructions.spliterator(), false)
                .filter(FrameNode.class::isInstance)
                .map(it -> ((FrameNode) it).local)
                .toList();
        assertThat(frames).isNotEmpty();
        assertThat(frames.get(0))
                .containsExactly(Opcodes.TOP, Opcodes.TOP, Opcodes.TOP, Opcodes.INTEGER, Opcodes.INTEGER);
    }

    @Test
    void normalise_theScannedMethod_isNotChanged() {
        var stages = Stages.of(
                "@Async static Coroutine<Object> m(Awaitable<String> a) { return completed(new StringBuilder(await(a))); }");
        String before = Stages.text(stages.found().node());
        stages.normal();
        assertThat(Stages.text(stages.found().node())).isEqualTo(before);
    }

    @Test
    void awaits_inTheCode_areSuspensionPointsAndNoCalls() {
        var method = normal("@Async static Coroutine<Object> m(Awaitable<String> a) { return completed(await(a)); }");
        assertThat(method.points())
                .singleElement()
                .satisfies(point ->
                        assertThat(method.code().instructions.contains(point)).isTrue());
        assertThat(method.code().instructions.toArray()).noneMatch(MethodInsnNode.class::isInstance);
    }
}
