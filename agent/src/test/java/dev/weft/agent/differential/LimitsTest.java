package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.transform.AsyncClassTransformer;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({
        "true, 252",
        "true, 253",
        "true, 254",
        "true, 255",
        "false, 252",
        "false, 253",
        "false, 254",
        "false, 255"
    })
    void argumentsUpToTheLimitOfTheJvm_ofMethodsOfEveryKind_arriveAndComeBack(boolean isStatic, int slots) {
        int longs = (slots - (isStatic ? 1 : 2)) / 2;
        boolean odd = (slots - (isStatic ? 1 : 2)) % 2 == 1;
        String parameters = "Script s" + joined(longs, i -> ", long p" + i) + (odd ? ", int last" : "");
        String arguments = "s" + joined(longs, i -> ", " + i + "L") + (odd ? ", 7" : "");
        String sum = "n" + joined(longs, i -> " + p" + i) + (odd ? " + last" : "");
        String modifier = isStatic ? "static " : "";
        var files = compile(
                "@Async public static Coroutine<Long> run(Script s) { Limits l = new Limits(); return completed("
                        + (isStatic ? "" : "await(l.open(" + arguments + ")) + ") + "await(l.closed(" + arguments
                        + ")) + await(s.stage(1)) + await(l.hot(" + arguments + "))); }\n"
                        + (isStatic ? "" : method("public Coroutine<Long> open", parameters, "completed(" + sum + ")"))
                        + method("private " + modifier + "Coroutine<Long> closed", parameters, "completed(" + sum + ")")
                        + method(
                                modifier + "java.util.concurrent.CompletableFuture<Long> hot",
                                parameters,
                                "java.util.concurrent.CompletableFuture.completedFuture(" + sum + ")"));
        long each = LongStream.range(0, longs).sum() + (odd ? 7 : 0) + 2;
        assertValue(files, 1 + each * (isStatic ? 2 : 3));
    }

    private static String method(String declaration, String parameters, String value) {
        return "@Async " + declaration + "(" + parameters
                + ") { long n = await(s.stage(1)); p3 += await(s.stage(1)); return " + value + "; }\n";
    }

    private static String joined(int count, IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining());
    }

    /** For what the oracle can't do: it makes lambdas, which capture less than a method takes. */
    private static void assertValue(Map<String, byte[]> files, long value) {
        Function<String, Optional<byte[]>> originals = name -> Optional.ofNullable(files.get(name.replace('.', '/')));
        var play = new Play(
                new SampleCase("Limits", "run", false),
                new OracleSamples(originals),
                new WovenSamples(originals, true));
        for (var timing : Timing.values()) {
            assertThat(play.onLoop(Course.SMOOTH, timing, 1).end())
                    .as("%s", timing)
                    .isEqualTo("value [" + value + "]");
        }
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
