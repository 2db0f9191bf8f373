package dev.weft.agent.transform.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.transform.Stages;
import dev.weft.agent.transform.code.ValueType.Sort;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

class TypeFlowTest {
    private static Set<AbstractInsnNode> awaits(MethodNode code) {
        var calls = Collections.<AbstractInsnNode>newSetFromMap(new IdentityHashMap<>());
        for (var insn : code.instructions) {
            if (insn instanceof MethodInsnNode call && call.name.equals("await")) {
                calls.add(call);
            }
        }
        return calls;
    }

    /** What is known before the only await of {@code m}. */
    private static TypeState state(String members) {
        var code = Stages.of(members).code();
        var states = TypeFlow.before("app/A", code, awaits(code));
        assertThat(states).hasSize(1);
        return states.values().iterator().next();
    }

    @Test
    void before_parameters_haveTheirDeclaredTypes() {
        var state = state("@Async Coroutine<Void> m(boolean z, long j, float f, double d, int[][] a, String s) {"
                + " await(yieldNow()); return completed(); }");
        assertThat(state.locals())
                .containsExactly(
                        ValueType.reference("app/A"),
                        ValueType.INT,
                        ValueType.LONG,
                        ValueType.TOP,
                        ValueType.FLOAT,
                        ValueType.DOUBLE,
                        ValueType.TOP,
                        ValueType.reference("[[I"),
                        ValueType.reference("java/lang/String"));
        assertThat(state.stack()).containsExactly(ValueType.reference("dev/weft/Coroutine"));
    }

    @Test
    void before_wideValueOnTheStack_isOneEntry() {
        var state = state("@Async static Coroutine<Long> m(long j) {"
                + " return completed(j + 2 * (long) await((Awaitable<Long>) null)); }");
        assertThat(state.stack()).extracting(ValueType::sort).containsExactly(Sort.LONG, Sort.LONG, Sort.REFERENCE);
    }

    @Test
    void before_localSetToNull_hasTheTypeOfNull() {
        var state = state("@Async static Coroutine<Object> m() {"
                + " Object o = null; await(yieldNow()); return completed(o); }");
        assertThat(state.local(0)).isEqualTo(ValueType.NULL);
    }

    @Test
    void before_elementOfAnArray_hasTheTypeOfTheElements() {
        var state = state("@Async static Coroutine<Object> m(String[][] a) {"
                + " var row = a[0]; var s = row[0]; await(yieldNow()); return completed(s + row); }");
        assertThat(state.local(1)).isEqualTo(ValueType.reference("[Ljava/lang/String;"));
        assertThat(state.local(2)).isEqualTo(ValueType.reference("java/lang/String"));
    }

    @Test
    void before_localOfTwoBranches_hasTheTypeOfTheFrame() {
        var state = state("@Async static Coroutine<Object> m(boolean z) {"
                + " Object o; if (z) { o = \"s\"; } else { o = 1; } await(yieldNow()); return completed(o); }");
        assertThat(state.local(1)).isEqualTo(ValueType.reference("java/lang/Object"));
    }

    @Test
    void before_pendingNew_isUninitialisedAndKnowsItsSite() {
        var state = state("@Async static Coroutine<Object> m() {"
                + " return completed(new StringBuilder(await((Awaitable<String>) null))); }");
        assertThat(state.stack()).hasSize(3);
        assertThat(state.stack().get(0).sort()).isEqualTo(Sort.UNINITIALIZED);
        assertThat(state.stack().get(0).site())
                .isNotNull()
                .isSameAs(state.stack().get(1).site())
                .isInstanceOf(org.objectweb.asm.tree.TypeInsnNode.class);
    }

    @Test
    void before_codeNobodyReaches_isMissing() {
        var method = new MethodNode(Opcodes.ACC_STATIC, "m", "()V", null, null);
        var dead = new InsnNode(Opcodes.NOP);
        List.of(new InsnNode(Opcodes.RETURN), dead, new InsnNode(Opcodes.RETURN))
                .forEach(method.instructions::add);
        assertThat(TypeFlow.before("app/A", method, Set.of(dead))).isEmpty();
    }
}
