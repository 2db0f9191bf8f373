package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.transform.AsyncClassTransformer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plays methods that come near the limits of a class file. */
class LimitsTest {
    private static final String HEAD = """
            import static dev.weft.Weft.await;
            import static dev.weft.Weft.completed;
            import dev.weft.Async;
            import dev.weft.Coroutine;
            import dev.weft.agent.differential.Script;
            public class Limits {
            """;

    @Test
    void threeHundredLocals_liveAcrossAwaits_allComeBack() {
        var types = new String[] {"int", "long", "double", "String", "Object", "float", "byte"};
        var declared = new StringBuilder();
        var sum = new StringBuilder("\"\"");
        for (int i = 0; i < 300; i++) {
            String type = types[i % types.length];
            String value = type.equals("String") || type.equals("Object") ? "\"" + i + "\"" : "(" + type + ") " + i;
            declared.append(type + " v" + i + " = " + value + ";\n");
            sum.append(" + v").append(i);
        }
        // in pieces: a concatenation takes at most 200 operands
        String total = sum.toString().replaceFirst(" \\+ v150 ", "; all += \"\" + v150 ");
        play("@Async public Coroutine<String> run(Script s) {" + declared + "int a = await(s.later(1)); v7 += a;"
                + " v8 += await(s.later(2L)); String all = " + total
                + "; return completed(all + await(s.later(3))); }");
    }

    @Test
    void parametersInTwoHundredAndFiftySlots_arriveAndComeBack() {
        String parameters =
                IntStream.range(0, 124).mapToObj(i -> ", long p" + i).collect(Collectors.joining());
        String arguments = IntStream.range(0, 124).mapToObj(i -> ", " + i + "L").collect(Collectors.joining());
        String sum = IntStream.range(0, 124).mapToObj(i -> " + p" + i).collect(Collectors.joining());
        play("@Async public Coroutine<Long> run(Script s) { return completed(await(many(s" + arguments
                + ")) + await(stat(s"
                + arguments + "))); }\n"
                + "@Async private Coroutine<Long> many(Script s" + parameters + ") { long n = await(s.later(1L));"
                + " return completed(n" + sum + "); }\n"
                + "@Async static Coroutine<Long> stat(Script s" + parameters + ") { p3 += await(s.later(1L));"
                + " return completed(await(s.later(0L))" + sum + "); }");
    }

    @Test
    void fiveHundredAwaits_inOneMethod_work() {
        String awaits = IntStream.range(0, 500)
                .mapToObj(i -> "n += await(s.later(" + i + ")); t = \"\" + n;\n")
                .collect(Collectors.joining());
        play("@Async public Coroutine<Integer> run(Script s) { int n = 0; String t = null; " + awaits
                + " return completed(n + t.length()); }");
    }

    @Test
    void methodOfSixtyThousandBytes_withFewAwaits_works() {
        String work =
                IntStream.range(0, 6_000).mapToObj(i -> "n = n * 31 + 7;\n").collect(Collectors.joining());
        play("@Async public Coroutine<Integer> run(Script s) { int n = await(s.later(1)); " + work
                + " n += await(s.later(2)); return completed(n); }");
    }

    @Test
    void methodThatNoLongerFits_isRefusedAndSaysSo() {
        String awaits = IntStream.range(0, 1_500)
                .mapToObj(i -> "n += await(s.later(n));\n")
                .collect(Collectors.joining());
        var files = compile(
                "@Async public Coroutine<Integer> run(Script s) { int n = 0; " + awaits + " return completed(n); }");
        var reporter = new RecordingReporter();
        var woven = AsyncClassTransformer.create(reporter, null, true).transform(files.get("Limits"), null);
        assertThat(woven).isNotNull();
        assertThat(reporter.text()).matches("WEFT-020 Limits.run \\(Limits.java:7\\): .* Split the method.\\n");
    }

    @Test
    void deeplyNestedHandlers_allRun() {
        var code = new StringBuilder("int n = 0;\n");
        for (int i = 0; i < 12; i++) {
            code.append("try {\n");
        }
        code.append("n += await(s.later(1));\n");
        for (int i = 0; i < 12; i++) {
            code.append(
                    "} catch (IllegalStateException e) { n += await(s.later(10)); throw e; } finally { s.note(n); ");
            code.append(i % 4 == 0 ? "n += await(s.later(2)); " : "").append("}\n");
        }
        play("@Async public Coroutine<Integer> run(Script s) { " + code + " return completed(n); }");
    }

    @Test
    void namesOfTheUsersOwn_ofAnyLetters_areKept() {
        play(
                "@Async public Coroutine<String> run(Script s) { String $a_\u00e9\u65e5 = await(s.later(\"x\")); return completed($a_\u00e9\u65e5"
                        + " + await(s.later(\"y\"))); }");
    }

    private static void play(String members) {
        var files = compile(members);
        var comparison = new Comparison(name -> Optional.ofNullable(files.get(name.replace('.', '/'))), 1);
        comparison.check(new SampleCase("Limits", "run", false));
    }

    private static Map<String, byte[]> compile(String members) {
        return CompiledSources.compile("Limits", HEAD + members + "\n}\n", "-g", "-nowarn");
    }
}
