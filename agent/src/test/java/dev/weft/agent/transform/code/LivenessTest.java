package dev.weft.agent.transform.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.transform.Stages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

class LivenessTest {
    /** The slots that are live at each call of {@code await} in method {@code m}. */
    private static List<String> liveAtAwaits(String members) {
        var code = Stages.of(members).code();
        var liveness = Liveness.of(code);
        var live = new ArrayList<String>();
        for (AbstractInsnNode insn : code.instructions) {
            if (insn instanceof MethodInsnNode call && call.name.equals("await")) {
                live.add(liveness.before(call).toString());
            }
        }
        return live;
    }

    @Test
    void before_localReadLater_isLive() {
        assertThat(liveAtAwaits("@Async static Coroutine<Integer> m(int a, int b) {"
                        + " await(yieldNow()); return completed(a); }"))
                .containsExactly("{0}");
    }

    @Test
    void before_localOverwrittenFirst_isDead() {
        assertThat(liveAtAwaits("@Async static Coroutine<Integer> m(int a) {"
                        + " await(yieldNow()); a = 5; return completed(a); }"))
                .containsExactly("{}");
    }

    @Test
    void before_localReadInTheNextRoundOfALoop_isLive() {
        assertThat(liveAtAwaits("@Async static Coroutine<Void> m(int n, String s) {"
                        + " for (int i = 0; i < n; i++) { await(yieldNow()); } return completed(); }"))
                .containsExactly("{0, 2}");
    }

    @Test
    void before_localReadByAHandlerOnly_isLive() {
        assertThat(liveAtAwaits("@Async static Coroutine<String> m(String a, String b) {"
                        + " try { await(yieldNow()); a = null; b = a; } catch (RuntimeException e) { return completed(a); }"
                        + " return completed(b); }"))
                .containsExactly("{0}");
    }

    @Test
    void before_incrementedLocal_isReadByTheIncrement() {
        assertThat(liveAtAwaits("@Async static Coroutine<Integer> m(int a) {"
                        + " await(yieldNow()); a++; return completed(a); }"))
                .containsExactly("{0}");
    }

    @Test
    void before_receiverNotUsedAgain_isDead() {
        assertThat(liveAtAwaits("int f; @Async Coroutine<Integer> m(int a) {"
                        + " f = a; await(yieldNow()); return completed(a); }"))
                .containsExactly("{1}");
    }
}
