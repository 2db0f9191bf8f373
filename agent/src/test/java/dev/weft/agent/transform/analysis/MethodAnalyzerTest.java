package dev.weft.agent.transform.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.agent.transform.Stages;
import dev.weft.agent.transform.code.ValueType;
import org.junit.jupiter.api.Test;

class MethodAnalyzerTest {
    private static MethodFacts facts(String members) {
        return Stages.of(members).facts();
    }

    @Test
    void point_withLocalsOfEachType_keepsThoseThatAreReadLater() {
        var facts = facts("""
                @Async static Coroutine<Object> m(boolean flag, long wide, String text, double dead) {
                  int[] numbers = {1};
                  await(yieldNow());
                  return completed(text + wide + flag + numbers);
                }""");
        assertThat(facts.points()).singleElement().satisfies(point -> {
            assertThat(point.line()).isEqualTo(10);
            assertThat(point.live())
                    .containsExactly(
                            new LiveLocal(0, ValueType.INT, false, "flag", "Z"),
                            new LiveLocal(1, ValueType.LONG, false, "wide", "J"),
                            new LiveLocal(
                                    3, ValueType.reference("java/lang/String"), false, "text", "Ljava/lang/String;"),
                            new LiveLocal(6, ValueType.reference("[I"), false, "numbers", "[I"));
        });
    }

    @Test
    void point_inALoop_tellsWhatIsWrittenAfterAnAwait() {
        var facts = facts("""
                @Async static Coroutine<Object> m(Awaitable<String> a, int n) {
                  int i = 0;
                  while (i < n) { await(a); i++; }
                  return completed(i);
                }""");
        assertThat(facts.points().get(0).live())
                .extracting(LiveLocal::name, LiveLocal::changes)
                .containsExactly(tuple("a", false), tuple("n", false), tuple("i", true));
    }

    @Test
    void point_withASpilledStack_keepsNamelessTemporaries() {
        var facts = facts("""
                @Async static Coroutine<Object> m(Awaitable<String> a, int n) {
                  return completed(n + 1 + await(a));
                }""");
        assertThat(facts.points().get(0).live())
                .singleElement()
                .satisfies(local -> assertThat(local.name()).isEmpty())
                .satisfies(local -> assertThat(local.type()).isEqualTo(ValueType.INT));
    }

    @Test
    void point_afterTheLastUse_keepsNothing() {
        var facts = facts("@Async Coroutine<Object> m(Awaitable<String> a, int n) { return completed(await(a)); }");
        assertThat(facts.points().get(0).live()).isEmpty();
    }

    @Test
    void point_betweenTwoVariablesOfOneSlot_namesTheOneInScope() {
        var facts = facts("""
                @Async static Coroutine<Object> m(Awaitable<String> a) {
                  { int first = 1; await(a); System.out.println(first); }
                  { String second = ""; await(a); return completed(second); }
                }""");
        assertThat(facts.points())
                .extracting(point -> point.live().get(point.live().size() - 1).name())
                .containsExactly("first", "second");
    }

    @Test
    void parameters_ofAnInstanceMethod_beginWithTheReceiver() {
        assertThat(facts("@Async Coroutine<Void> m(long j, byte b) { return completed(); }")
                        .parameters())
                .containsExactly(
                        new Parameter(0, "Lapp/A;", "this"), new Parameter(1, "J", "j"), new Parameter(3, "B", "b"));
    }
}
