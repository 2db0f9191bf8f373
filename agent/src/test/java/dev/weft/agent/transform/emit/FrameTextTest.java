package dev.weft.agent.transform.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.transform.Stages;
import dev.weft.agent.transform.code.MethodKey;
import dev.weft.agent.transform.code.MethodNames;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.plan.FrameField;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import dev.weft.agent.transform.plan.SavedLocal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTextTest {
    private static String shape(String members) {
        return Stages.of(members).woven().frame().shape();
    }

    @Test
    void description_ofNamesThatOtherLanguagesAllow_canBeTakenApart() {
        var field = new FrameField("is it:\tyes", "I");
        var local = new SavedLocal(0, ValueType.INT, field, false, "is it:\tyes", "Z");
        var state = new ResumeState(1, null, 7, List.of(local), List.of(), List.of());
        var plan = new MethodPlan(
                MethodNames.of(new MethodKey("app/A", new Signature("back\\slash\nmethod", "()V")), 0),
                List.of(),
                List.of(field),
                List.of(state));
        assertThat(FrameText.description(plan, "A.kt"))
                .isEqualTo("app.A\tback\\\\slash\\nmethod\tA.kt\n7\tis it:\\tyes;is it:\\tyes;Z");
    }

    @Test
    void description_ofSmallTypes_namesThoseOfTheSource() {
        var described = new String(Stages.of("""
                @Async static Coroutine<Object> m(boolean z, byte b, char c, short s, int i) {
                  await(yieldNow());
                  return completed("" + z + b + c + s + i);
                }""").woven().frame().bytes(), StandardCharsets.ISO_8859_1);
        assertThat(described).contains("\tz;z;Z\tb;b;B\tc;c;C\ts;s;S\ti;i;I");
    }

    @Test
    void shape_ofTheSameMethodOnOtherLines_isTheSame() {
        assertThat(shape("@Async static Coroutine<Void> m(int n) { await(yieldNow()); return completed(); }"))
                .isEqualTo(shape(
                        "\n@Async static Coroutine<Void> m(int n) {\n n++; await(yieldNow()); return completed(); }"));
    }

    @Test
    void shape_ofAMethodThatAwaitsSomethingElse_differs() {
        assertThat(shape("@Async static Coroutine<Void> m() { await(yieldNow()); return completed(); }"))
                .isNotEqualTo(
                        shape(
                                "@Async static Coroutine<Void> m() { await(sleep(java.time.Duration.ZERO)); return completed(); }"));
    }

    @Test
    void shape_ofAMethodWhoseDirectCallsGiveAnObjectNow_differs() {
        assertThat(shape("@Async static Coroutine<Integer> m(int n) { return completed(n); }"))
                .isNotEqualTo(shape("@Async static Coroutine<Integer> m(int n) { return completed(null); }"));
    }

    @Test
    void shape_ofAMethodThatKeepsAnotherLocal_differs() {
        var keepsFirst = "@Async static Coroutine<Object> m(int a, int b) { await(yieldNow()); return completed(a); }";
        assertThat(shape(keepsFirst)).isNotEqualTo(shape(keepsFirst.replace("completed(a)", "completed(b)")));
    }
}
