package dev.weft.agent.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.ChildJvm;
import dev.weft.agent.CompiledSources;
import dev.weft.agent.build.WeaveCommand;
import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.OfflineInstrumentationAccessGenerator;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JaCoCo beside the agent: it counts the lines of woven methods if it sees them first, and a message says so if it does not. */
class JacocoIT {
    private static final String MAIN = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import java.util.concurrent.CompletableFuture;

            public class Main {
                @Async static Coroutine<Integer> half(int n) {
                    await(yieldNow());
                    if (n % 2 == 0) {
                        return completed(n / 2);
                    }
                    return completed(-1);
                }
                @Async static Coroutine<Integer> sum(int n) {
                    int sum = 0;
                    for (int i = 0; i < n; i++) {
                        sum += await(half(i));
                    }
                    try {
                        await(yieldNow());
                        sum++;
                    } finally {
                        sum += 10;
                    }
                    if (sum < 0) {
                        throw new AssertionError(); // not covered
                    }
                    return completed(sum);
                }
                @Async static Coroutine<Void> neverCalled() {
                    await(yieldNow()); // not covered
                    return completed(); // not covered
                }
                @Async static CompletableFuture<Integer> hot(CompletableFuture<Integer> f) {
                    int v = await(f);
                    return CompletableFuture.completedFuture(v + 1);
                }
                public static void main(String[] a) {
                    System.out.println(run(sum(5)));
                    var f = new CompletableFuture<Integer>();
                    var g = hot(f);
                    f.complete(4);
                    System.out.println(g.join());
                    AsyncCallable<String> lambda = () -> {
                        await(yieldNow());
                        return completed("lambda");
                    };
                    System.out.println(run(lambda));
                }
            }
            """;
    private static final String OUTPUT = "12\n5\nlambda\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void coverage_withJacocoOnEitherSide_isThatOfTheSource(boolean first) throws Exception {
        var classes = CompiledSources.compile("Main", MAIN, "-g");
        var agents = new ArrayList<>(List.of("-javaagent:" + ChildJvm.AGENT + "=verify=true"));
        agents.add(first ? 0 : 1, jacoco());
        var run = run(agents, classes);
        assertThat(run.output()).isEqualTo(OUTPUT);
        assertCoverageIsThatOfTheSource(classes);
    }

    @Test
    void coverage_ofClassesThatAreInstrumentedThenWoven_isThatOfTheSource() throws Exception {
        var classes = CompiledSources.compile("Main", MAIN, "-g");
        var instrumented = new HashMap<>(classes);
        var offline = new Instrumenter(new OfflineInstrumentationAccessGenerator());
        instrumented.put("Main", offline.instrument(classes.get("Main"), "Main"));
        var child = new ChildJvm(directory);
        var written = child.write("classes", instrumented);
        assertThat(weave(written)).isZero();
        var run = child.start(List.of(
                "-Djacoco-agent.destfile=" + executionData(),
                "-cp",
                String.join(
                        File.pathSeparator,
                        ChildJvm.runtime(),
                        written.toString(),
                        jacocoJar().toString()),
                "Main"));
        assertThat(run.output()).isEqualTo(OUTPUT);
        assertCoverageIsThatOfTheSource(classes);
    }

    @Test
    void run_ofClassesThatAreWovenThenInstrumented_worksAndSaysThatTheCoverageWillBeWrong() throws Exception {
        var child = new ChildJvm(directory);
        var written = child.write("classes", CompiledSources.compile("Main", MAIN, "-g"));
        assertThat(weave(written)).isZero();
        var run = child.start(List.of(
                jacoco(),
                "-javaagent:" + ChildJvm.AGENT,
                "-cp",
                ChildJvm.runtime() + File.pathSeparator + written,
                "Main"));
        assertThat(run.output())
                .isEqualTo(
                        "WEFT-038 Main: JaCoCo's agent is here, but the class was woven when it was built. JaCoCo's report leaves"
                                + " out the bodies of its woven methods. Weave after the tests, and run them with weft-agent,"
                                + " or instrument the classes with JaCoCo before they are woven.\n"
                                + OUTPUT);
        var woven = Map.of("Main", Files.readAllBytes(written.resolve("Main.class")));
        assertThat(lines(woven, ICounter.FULLY_COVERED))
                .as("JaCoCo leaves synthetic methods out")
                .doesNotContainAnyElementsOf(linesMarked("sum += await"));
    }

    private static int weave(Path classes) {
        var ignored = new PrintStream(OutputStream.nullOutputStream(), true);
        return WeaveCommand.run(List.of(classes.toString()), ignored, ignored);
    }

    private void assertCoverageIsThatOfTheSource(Map<String, byte[]> classes) throws Exception {
        var missed = linesMarked("// not covered");
        missed.add(5); // the constructor of Main
        assertThat(lines(classes, ICounter.NOT_COVERED)).containsExactlyInAnyOrderElementsOf(missed);
        assertThat(lines(classes, ICounter.PARTLY_COVERED)).containsExactlyElementsOf(linesMarked("if (sum < 0)"));
        assertThat(lines(classes, ICounter.FULLY_COVERED))
                .containsAll(linesMarked("sum += await"))
                .containsAll(linesMarked("sum += 10"))
                .containsAll(linesMarked("return completed(sum)"))
                .containsAll(linesMarked("completedFuture(v + 1)"))
                .containsAll(linesMarked("return completed(\"lambda\")"));
    }

    private String jacoco() {
        return "-javaagent:" + jacocoJar() + "=destfile=" + executionData();
    }

    private static Path jacocoJar() {
        return ClassPath.jar("org.jacoco.agent-", "-runtime.jar");
    }

    private Path executionData() {
        return directory.resolve("jacoco.exec");
    }

    private ChildJvm.Run run(List<String> agents, Map<String, byte[]> classes) throws Exception {
        var child = new ChildJvm(directory);
        var arguments = new ArrayList<>(agents);
        var written = child.write("classes", classes);
        arguments.addAll(List.of("-cp", ChildJvm.runtime() + File.pathSeparator + written, "Main"));
        return child.start(arguments);
    }

    private List<Integer> lines(Map<String, byte[]> classes, int status) throws Exception {
        var loaded = new ExecFileLoader();
        loaded.load(executionData().toFile());
        var builder = new CoverageBuilder();
        new Analyzer(loaded.getExecutionDataStore(), builder).analyzeClass(classes.get("Main"), "Main");
        var lines = new ArrayList<Integer>();
        for (var type : builder.getClasses()) {
            for (int line = type.getFirstLine(); line <= type.getLastLine(); line++) {
                if (type.getLine(line).getStatus() == status) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    private static List<Integer> linesMarked(String text) {
        var source = MAIN.lines().toList();
        var lines = new ArrayList<Integer>();
        for (int i = 0; i < source.size(); i++) {
            if (source.get(i).contains(text)) {
                lines.add(i + 1);
            }
        }
        return lines;
    }
}
