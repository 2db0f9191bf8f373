package dev.weft.agent.transform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.transform.Stages;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
    private static List<String> names(String members) {
        return Stages.of(members).plan().fields().stream().map(FrameField::name).toList();
    }

    @Test
    void field_ofAVariableOrParameter_hasItsName() {
        assertThat(names("@Async Coroutine<Integer> m(int dead, String text) {"
                        + " long sum = 1; await(yieldNow()); return completed((int) sum + text.length()); }"))
                .containsExactly("this", "dead", "text", "sum");
    }

    @Test
    void field_ofWhatHasNoName_isCalledByItsTypeAndNumber() {
        assertThat(names("@Async static Coroutine<Integer> m(int n) {"
                        + " return completed(Math.abs(n) + await(completed(1))); }"))
                .containsExactly("n");
        assertThat(names("@Async static CompletableFuture<Integer> m(long n) {"
                        + " return CompletableFuture.completedFuture((int) Math.abs(n) + await(completed(1))); }"))
                .containsExactly("i0");
    }

    @Test
    void field_ofSeveralVariables_namesThemAll() {
        assertThat(names("@Async static Coroutine<Integer> m(int n) {"
                        + " { int first = n; await(yieldNow()); n = first; }"
                        + " { int second = n; await(yieldNow()); n = second; } return completed(n); }"))
                .containsExactly("n_or_first_or_second");
    }

    @Test
    void field_ofManyVariables_namesSomeOfThem() {
        var names = new FieldNames(List.of(new FrameField("i0", "I")));
        List.of("a", "b", "a", "c", "d", "e").forEach(variable -> names.add(0, variable));
        var fields = new java.util.ArrayList<>(List.of(new FrameField("i0", "I")));
        names.rename(fields);
        assertThat(fields).containsExactly(new FrameField("a_or_b_or_c_or_others", "I"));
    }

    @Test
    void fields_ofVariablesWithOneName_areNumbered() {
        assertThat(names("@Async static Coroutine<Integer> m() {"
                        + " { int x = 1; await(yieldNow()); System.out.println(x); }"
                        + " { String x = \"\"; await(yieldNow()); return completed(x.length()); } }"))
                .containsExactly("x", "x_2");
    }

    /** A frame has a field of that name, by which the runtime knows where the body stands. */
    @Test
    void field_ofAVariableCalledPoint_isNumbered() {
        assertThat(
                        names(
                                "@Async static Coroutine<Integer> m(int point) { await(yieldNow()); return completed(point); }"))
                .containsExactly("point_2");
    }
}
