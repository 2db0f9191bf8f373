package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.differential.GeneratorCode.Mode;
import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.code.BodySize;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.verify.CodeSizes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plays methods with hundreds of awaits, which share their paths, and measures them. */
class ManyAwaitsTest {
    private static final int AWAITS = 400;
    private static final int LOCALS = 40;
    private static final List<Timing> TIMINGS = List.of(Timing.DONE, Timing.MIXED);
    private static final String HEAD = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import dev.weft.agent.differential.Script;
            import java.util.*;
            import java.util.concurrent.*;
            public class Many {
            """;

    /** A type of a local, and how one is made of an int, and an int of it. */
    private record LocalType(String name, String made, String read) {}

    private static final LocalType[] TYPES = {
        new LocalType("int", "#", "$"),
        new LocalType("long", "#", "(int) $"),
        new LocalType("double", "#", "(int) $"),
        new LocalType("String", "String.valueOf(#)", "Integer.parseInt($)"),
        new LocalType("Object", "(Object) (#)", "(Integer) $"),
        new LocalType("float", "#", "(int) $"),
        new LocalType("int[]", "new int[] {#}", "$[0]"),
        new LocalType("List<Integer>", "List.of(#)", "$.get(0)"),
    };

    @Test
    void fourHundredAwaits_overFortyLocalsThatDoNotChange_work() {
        play(AWAITS, i -> "sum += await(s.later(" + i + "));");
    }

    @Test
    void fourHundredAwaits_overFortyLocalsThatChangeInTurn_work() {
        play(AWAITS, i -> set(i % LOCALS, get(i % LOCALS) + " % 1000 + await(s.later(" + i + "))"));
    }

    @Test
    void fourHundredAwaits_overLocalsThatAreDeadNowAndThen_work() {
        play(AWAITS, i -> {
            int changed = i * 7919 % LOCALS;
            String read = i % 3 == 0 ? "sum = sum * 31 + " + get(i * 104_729 % LOCALS) + ";" : "";
            return read + set(changed, "await(s.later(" + i + "))");
        });
    }

    @Test
    void fourHundredAwaits_inLoopsAndHandlersOverFortyLocals_work() {
        play(
                AWAITS / 4,
                i -> "try { for (int i = 0; i < 2; i++) { " + set(i % LOCALS, "await(s.later(i)) + sum % 100")
                        + " sum += await(s.later(1)); } } catch (IllegalStateException e) { sum += await(s.later(" + i
                        + ")); } finally { s.note(await(s.later(sum))); }");
    }

    /** The source's own 3,504 bytes, and for each await 1 for the execution, 4 for the check and 4 or 5 for its number. */
    @Test
    void fiveHundredAwaitsWithoutLocals_areCompiledByHotSpot() {
        var files = compile("@Async public static Coroutine<Void> run(Script s) {"
                + repeated(500, i -> "await(yieldNow());") + " return completed(); }");
        assertThat(sizeOf(files, "run$weft$start")).isLessThanOrEqualTo(BodySize.LARGEST_COMPILED);
    }

    @Test
    void aHundredEmitsAndAwaits_overFortyLocals_work() {
        var files = compile(body(
                AWAITS / 4, i -> set(i % LOCALS, get(i % LOCALS) + " % 1000 + await(s.later(" + i + "))")));
        for (var mode : Mode.values()) {
            Comparison.ofChanged(
                            originals(files),
                            name -> GeneratorDifferentialTest.generators(name, originals(files), mode),
                            1,
                            TIMINGS)
                    .check(new SampleCase("Many", "run", false));
        }
    }

    @Test
    void fourHundredAwaits_ofAMethodThatReturnsAStage_work() {
        var files = compile(body(AWAITS, i -> set(i % LOCALS, get(i % LOCALS) + " % 1000 + await(s.stage(" + i + "))"))
                .replace("Coroutine<Integer>", "CompletionStage<Integer>")
                .replace("completed(", "CompletableFuture.completedFuture("));
        Comparison.inTimings(originals(files), 1, TIMINGS).check(new SampleCase("Many", "run", true));
    }

    @Test
    void fourHundredAwaits_ofAMethodThatReturnsAStage_areCompiledByHotSpot() {
        var files = compile("@Async public static CompletableFuture<Void> run(CompletableFuture<Void> f) {"
                + repeated(AWAITS, i -> "await(f);") + " return f; }");
        assertThat(sizeOf(files, "run$weft$start")).isLessThanOrEqualTo(BodySize.LARGEST_COMPILED);
    }

    private static String get(int local) {
        return TYPES[local % TYPES.length].read().replace("$", "v" + local);
    }

    private static String set(int local, String value) {
        return "v" + local + " = " + TYPES[local % TYPES.length].made().replace("#", value) + ";";
    }

    private static String repeated(int count, IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(i -> each.apply(i) + "\n").collect(Collectors.joining());
    }

    private static void play(int times, IntFunction<String> statement) {
        var files = compile(body(times, statement));
        Comparison.inTimings(originals(files), 1, TIMINGS).check(new SampleCase("Many", "run", false));
    }

    private static String body(int times, IntFunction<String> statement) {
        return "@Async public Coroutine<Integer> run(Script s) { int sum = 0;\n"
                + repeated(LOCALS, i -> TYPES[i % TYPES.length].name() + " " + set(i, "" + i))
                + repeated(times, statement)
                + repeated(LOCALS, i -> "sum = sum * 31 + " + get(i) + ";")
                + "return completed(sum); }";
    }

    private static Function<String, Optional<byte[]>> originals(Map<String, byte[]> files) {
        return name -> Optional.ofNullable(files.get(name.replace('.', '/')));
    }

    private static int sizeOf(Map<String, byte[]> files, String body) {
        var woven = AsyncClassTransformer.create(new WovenSamples.Refusing(), null, true)
                .transform(files.get("Many"), ManyAwaitsTest.class.getClassLoader());
        assertThat(woven).isNotNull();
        return CodeSizes.of(ClassBytes.read(woven.hostBytes()).reader()).entrySet().stream()
                .filter(it -> it.getKey().name().equals(body))
                .mapToInt(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, byte[]> compile(String members) {
        return CompiledSources.compile("Many", HEAD + members + "\n}\n", "-g", "-nowarn");
    }
}
