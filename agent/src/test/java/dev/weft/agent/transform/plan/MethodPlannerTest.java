package dev.weft.agent.transform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.transform.Stages;
import org.junit.jupiter.api.Test;

class MethodPlannerTest {
    private static MethodPlan plan(String members) {
        return Stages.of(members).plan();
    }

    @Test
    void fields_ofAColdMethod_haveItsParametersInTheirTypes() {
        assertThat(plan("@Async Coroutine<Void> m(byte b, long j, String s, int[] a) { return completed(); }")
                        .fields())
                .extracting(FrameField::descriptor)
                .containsExactly("Lapp/A;", "I", "J", "Ljava/lang/String;", "[I");
    }

    @Test
    void fields_ofAHotMethod_haveNoDeadParameters() {
        var plan = plan("@Async CompletableFuture<String> m(int dead, String s) {"
                + " await(CompletableFuture.completedFuture(1)); return CompletableFuture.completedFuture(s); }");
        assertThat(plan.fields()).extracting(FrameField::descriptor).containsExactly("Ljava/lang/String;");
        assertThat(plan.parameters()).isEmpty();
    }

    @Test
    void localsNeverLiveTogether_ofOneType_shareAField() {
        var plan = plan("@Async static Coroutine<Integer> m(Awaitable<String> a) {\n"
                + " int x = a.hashCode(); await(a); int y = x + 1; x = 0; await(yieldNow()); return completed(y); }");
        assertThat(plan.fields()).extracting(FrameField::descriptor).containsExactly("Ldev/weft/Awaitable;", "I");
    }

    @Test
    void localsLiveTogether_ofOneType_haveTwoFields() {
        var plan = plan("@Async static Coroutine<Integer> m(Awaitable<String> a) {\n"
                + " int x = a.hashCode(); int y = x + 1; await(a); return completed(x + y); }");
        assertThat(plan.fields()).extracting(FrameField::descriptor).containsExactly("Ldev/weft/Awaitable;", "I", "I");
    }

    @Test
    void referencesThatDied_areCleared() {
        var plan = plan("@Async static Coroutine<String> m(Awaitable<String> a, String s) {\n"
                + " await(a); s.length(); await(yieldNow()); return completed(null); }");
        var second = plan.states().get(1);
        assertThat(second.saved()).isEmpty();
        assertThat(second.clearedArguments()).hasSize(2);
        assertThat(second.clearedFields()).hasSize(2);
    }

    @Test
    void numbersThatDied_areLeft() {
        var plan = plan("@Async static Coroutine<Void> m(long j) { await(yieldNow()); return completed(); }");
        assertThat(plan.states().get(0).clearedFields()).isEmpty();
    }

    @Test
    void localKnownToBeNull_hasNoField() {
        var plan = plan(
                "@Async static Coroutine<Object> m() { Object o = null; await(yieldNow()); return completed(o); }");
        assertThat(plan.fields()).isEmpty();
        assertThat(plan.states().get(0).saved())
                .singleElement()
                .satisfies(saved -> assertThat(saved.field()).isNull());
    }
}
