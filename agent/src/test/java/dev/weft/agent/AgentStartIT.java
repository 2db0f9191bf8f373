package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The finished agent in a JVM of its own: what it loads, what it says, and what it leaves to the JVM. */
class AgentStartIT {
    private static final Path AGENT = ChildJvm.AGENT;
    private static final int COUNT_OFFSET = 8;
    private static final int MAJOR_VERSION_OFFSET = 7;

    private static final String PLAIN =
            "class Main { public static void main(String[] a) { System.out.println(\"done\"); } }";
    private static final String ASYNC = """
            import dev.weft.*;
            import static dev.weft.Weft.*;

            class Main {
                @Async static Coroutine<String> greet() { await(yieldNow()); return completed("done"); }
                public static void main(String[] a) { System.out.println(run(greet())); }
            }
            """;
    private static final String AWAITS_STAGE = """
            import dev.weft.*;
            import java.util.concurrent.CompletableFuture;
            import static dev.weft.Weft.*;

            class Main {
                @Async static CompletableFuture<String> same(CompletableFuture<String> stage) {
                    return CompletableFuture.completedFuture(await(stage));
                }
                public static void main(String[] a) {
                    var stage = new CompletableFuture<String>();
                    var same = same(stage);
                    stage.complete("done");
                    System.out.println(same.join());
                }
            }
            """;
    private static final String USES_OTHER = """
            class Main {
                public static void main(String[] a) {
                    try {
                        dev.weft.Weft.run(Other.work());
                    } catch (Throwable e) {
                        System.out.println(e);
                    }
                    System.out.println("done");
                }
            }

            class Other {
                @dev.weft.Async static dev.weft.Coroutine<Void> work() { return dev.weft.Weft.completed(); }
            }
            """;

    @TempDir
    private Path directory;

    private ChildJvm child;

    @BeforeEach
    void prepare() {
        child = new ChildJvm(directory);
    }

    @Test
    void start_programThatAwaitsAPendingStage_hasACallbackClassThatTheJvmVerifies() throws Exception {
        var run = child.run(
                AGENT.toString(),
                List.of(
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:+BytecodeVerificationLocal",
                        "-Xlog:class+load:file=" + directory.resolve("loaded.txt")),
                CompiledSources.compile("Main", AWAITS_STAGE));
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).isEqualToNormalizingNewlines("done\n");
        assertThat(directory.resolve("loaded.txt")).content().contains("java.util.concurrent.$WeftCallback");
    }

    @Test
    void start_programWithoutAsyncMethods_loadsNeitherAsmNorLambdas() throws Exception {
        var run = child.run(AGENT.toString(), List.of("-Xlog:class+load"), CompiledSources.compile("Main", PLAIN));
        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).contains("dev.weft.agent.AgentMain", "done");
        assertThat(run.output().lines().filter(line -> line.contains("dev.weft.agent.")))
                .as("each class costs time at the start of every program")
                .hasSizeLessThanOrEqualTo(5);
        assertThat(run.output()).doesNotContain("dev.weft.agent.asm", "dev.weft.agent.transform.AsyncClassTransformer");
    }

    @Test
    void start_programWithAsyncMethods_runsAndPrintsNothingElse() throws Exception {
        var run = child.run(AGENT.toString(), List.of(), CompiledSources.compile("Main", ASYNC));
        assertThat(run.output()).isEqualTo("done\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void start_programWithAsyncMethods_loadsNoLambdaOfTheAgent() throws Exception {
        var run = child.run(AGENT.toString(), List.of("-Xlog:class+load"), CompiledSources.compile("Main", ASYNC));
        assertThat(run.output().lines().filter(line -> line.contains("dev.weft.agent.") && line.contains("$$Lambda")))
                .as("a lambda is spun at run time: write a loop or a class")
                .isEmpty();
        assertThat(run.output())
                .as("equals or hashCode of a record was called: write them out")
                .doesNotContain("java.lang.runtime.ObjectMethods");
    }

    @Test
    void start_agentUnderAnotherFileName_runsAsWell() throws Exception {
        var renamed = Files.copy(AGENT, directory.resolve("renamed.jar"));
        var run = child.run(renamed.toString(), List.of(), CompiledSources.compile("Main", ASYNC));
        assertThat(run.output()).isEqualTo("done\n");
    }

    @Test
    void start_twoAgents_theSecondLeavesWhatTheFirstWove() throws Exception {
        var second = Files.copy(AGENT, directory.resolve("second.jar"));
        var run = child.run(AGENT.toString(), List.of("-javaagent:" + second), CompiledSources.compile("Main", ASYNC));
        assertThat(run.output()).isEqualTo("done\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void start_verifyAndDump_checkAndWriteTheWovenClass() throws Exception {
        var dump = directory.resolve("dump");
        var run = child.run(AGENT + "=verify=true,dump=" + dump, List.of(), CompiledSources.compile("Main", ASYNC));
        assertThat(run.output()).isEqualTo("done\n");
        assertThat(dump.resolve("before/Main.class")).exists();
        assertThat(dump.resolve("after/Main.class")).exists();
        assertThat(dump.resolve("plan/Main.txt")).content().contains("Main.greet");
    }

    @Test
    void start_unknownOption_endsTheJvmAndListsTheKnownOnes() throws Exception {
        var run = child.run(AGENT + "=verfy=true", List.of(), CompiledSources.compile("Main", PLAIN));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .startsWith("weft-agent: unknown option 'verfy'. Known options: dump=DIR")
                .doesNotContain("done", "\tat ");
    }

    @Test
    void start_dumpDirectoryThatCannotBeMade_endsTheJvm() throws Exception {
        var file = Files.createFile(directory.resolve("file"));
        var run = child.run(AGENT + "=dump=" + file.resolve("x"), List.of(), CompiledSources.compile("Main", PLAIN));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).startsWith("weft-agent: option 'dump' names a directory that cannot be created: ");
    }

    @Test
    void load_classWithBrokenConstantPool_givesTheJvmsOwnError() throws Exception {
        var classes = CompiledSources.compile("Main", USES_OTHER);
        classes.get("Other")[COUNT_OFFSET + 2] = 2; // no constant has this tag
        var run = child.run(AGENT.toString(), List.of(), classes);
        assertThat(run.output()).startsWith("java.lang.ClassFormatError: ").endsWith("\ndone\n");
    }

    @Test
    void load_classBrokenBehindItsConstantPool_isReportedAndLeftToTheJvm() throws Exception {
        var classes = CompiledSources.compile("Main", USES_OTHER);
        var whole = classes.get("Other");
        classes.put("Other", Arrays.copyOf(whole, whole.length - 20));
        var run = child.run(AGENT.toString(), List.of(), classes);
        assertThat(run.output())
                .contains("WEFT-031 Other: the class file cannot be read, so the class is not woven: ")
                .contains("java.lang.ClassFormatError: ")
                .endsWith("\ndone\n");
    }

    @Test
    void load_classOfAVersionToCome_givesTheJvmsOwnError() throws Exception {
        var classes = CompiledSources.compile("Main", USES_OTHER);
        classes.get("Other")[MAJOR_VERSION_OFFSET] = 99;
        var run = child.run(AGENT.toString(), List.of(), classes);
        assertThat(run.output())
                .contains("WEFT-030 Other: class file version 99 is newer than ")
                .contains("java.lang.UnsupportedClassVersionError: ")
                .endsWith("\ndone\n");
    }

    @Test
    void load_refusedMethod_isReportedOnceAndTheRestOfItsClassRuns() throws Exception {
        var run = child.run(AGENT.toString(), List.of(), CompiledSources.compile("Main", """
                        import dev.weft.*;
                        import static dev.weft.Weft.*;

                        class Main {
                            @Async static String refused() { return await(completed("x")); }
                            @Async static Coroutine<String> greet() { await(yieldNow()); return completed("done"); }
                            public static void main(String[] a) {
                                for (int i = 0; i < 2; i++) {
                                    try {
                                        refused();
                                    } catch (NotWovenError e) {
                                        System.out.println("thrown: " + e.getMessage());
                                    }
                                }
                                System.out.println(run(greet()));
                            }
                        }
                        """));
        var lines = run.output().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("WEFT-007 Main.refused (Main.java:5): ");
        assertThat(lines.subList(1, 3)).containsOnly("thrown: " + lines.get(0));
        assertThat(lines.get(3)).isEqualTo("done");
    }

    @Test
    void start_stress_makesEveryCallSuspendAndSaysSoAtExit() throws Exception {
        var report = directory.resolve("report.txt");
        var run = child.run(AGENT + "=stress=Main,report=" + report, List.of(), CompiledSources.compile("Main", """
                        class Main {
                            public static void main(String[] a) {
                                System.out.println(text(3) + new Main());
                            }
                            static String text(int n) { return String.valueOf(Math.abs(n)); }
                            static synchronized int locked() { return Math.abs(1); }
                            public String toString() { return new Throwable().getStackTrace()[0].getMethodName(); }
                        }
                        """));
        assertThat(run.exitCode()).isZero();
        assertThat(run.output()).matches("""
                3toString.weft.(start|resume)
                weft-agent: 1 class woven, 3 methods with \\d+ suspension points, 0 failures
                weft-agent: left alone: constructor: 1
                weft-agent: left alone: synchronized method: 1
                """);
        assertThat(report).content().contains("methods\t3\n", "left-alone\tMain.locked\t1\tsynchronized method\n");
    }

    @Test
    void start_summary_saysAtExitWhatWasWovenAndRefused() throws Exception {
        var run = child.run(AGENT + "=summary=verbose", List.of(), CompiledSources.compile("Main", """
                        import dev.weft.*;
                        import static dev.weft.Weft.*;

                        class Main {
                            @Async static String refused() { return await(completed("x")); }
                            @Async static Coroutine<String> greet() { await(yieldNow()); return completed("done"); }
                            public static void main(String[] a) { System.out.println(run(greet())); }
                        }
                        """));
        assertThat(run.output().lines().skip(1))
                .containsExactly(
                        "done",
                        "weft-agent: 1 class woven, 1 method with 1 suspension point, 0 failures",
                        "weft-agent: left alone: refused (WEFT-007): 1",
                        "weft-agent: left alone: Main.refused: refused (WEFT-007)");
    }

    private static final String SLEEPS = """
            import dev.weft.*;
            import java.util.concurrent.*;
            import static dev.weft.Weft.*;

            class Main {
                @Async static Coroutine<String> sleeps(String name, int millis) throws Exception {
                    Thread.sleep(millis);
                    System.out.println(name);
                    return completed(name);
                }
                @Async static Coroutine<String> both() throws Exception {
                    await(gather(sleeps("slow", 100), sleeps("fast", 1)));
                    return completed(CompletableFuture.supplyAsync(() -> "done").join());
                }
                public static void main(String[] a) throws Exception {
                    try { System.out.println(run(both())); } catch (NotWovenError e) { System.out.println("thrown"); }
                }
            }
            """;
    private static final String WEFT_016 =
            ", which blocks the thread of the event loop: none of its other tasks can run meanwhile. Use ";
    private static final String SLEEP_TOLD =
            "WEFT-016 Main.sleeps (Main.java:7): a call of Thread.sleep" + WEFT_016 + "await(sleep(duration)).";
    private static final String JOIN_TOLD = "WEFT-016 Main.both (Main.java:13): a call of CompletableFuture.join"
            + WEFT_016 + "await(future), which takes any CompletionStage.";

    @Test
    void start_programThatBlocks_isToldOfEachCallOnceAndRuns() throws Exception {
        var run = child.run(AGENT.toString(), List.of(), CompiledSources.compile("Main", SLEEPS));
        assertThat(run.output().lines()).containsExactly(SLEEP_TOLD, JOIN_TOLD, "slow", "fast", "done");
    }

    @Test
    void start_blockingOff_saysNothing() throws Exception {
        for (var option : List.of("blocking=off", "blocking=refuse,blocking=off;Main")) {
            var run = child.run(AGENT + "=" + option, List.of(), CompiledSources.compile("Main", SLEEPS));
            assertThat(run.output().lines()).containsExactly("slow", "fast", "done");
        }
    }

    @Test
    void start_blockingRefuse_refusesTheMethods() throws Exception {
        var run = child.run(AGENT + "=blocking=refuse", List.of(), CompiledSources.compile("Main", SLEEPS));
        assertThat(run.output().lines()).containsExactly(SLEEP_TOLD, JOIN_TOLD, "thrown");
    }

    @Test
    void start_blockingRewrite_letsOthersRunAndSaysAtExitWhatItHasRewritten() throws Exception {
        var run =
                child.run(AGENT + "=blocking=rewrite,summary=true", List.of(), CompiledSources.compile("Main", SLEEPS));
        assertThat(run.output().lines())
                .containsExactly(
                        "fast",
                        "slow",
                        "done",
                        "weft-agent: 1 class woven, 2 methods with 3 suspension points, 0 failures",
                        "weft-agent: rewritten into an await: Main.sleeps (Main.java:7): Thread.sleep",
                        "weft-agent: rewritten into an await: Main.both (Main.java:13): CompletableFuture.join");
    }

    @Test
    void main_withoutArguments_saysHowTheAgentIsUsed() throws Exception {
        var run = child.start(List.of("-jar", AGENT.toString()));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).startsWith("usage: java -javaagent:weft-agent.jar");
    }

    @Test
    void main_weave_givesTheBytesThatTheAgentMakes() throws Exception {
        var classes = CompiledSources.compile("Main", ASYNC);
        var dump = directory.resolve("dump");
        child.run(AGENT + "=dump=" + dump, List.of(), classes);
        var woven = child.write("woven", classes);

        var weaving = child.start(List.of("-jar", AGENT.toString(), "weave", woven.toString()));

        assertThat(weaving.output()).startsWith("woven Main: 1 method\n");
        assertThat(weaving.exitCode()).isZero();
        for (var name : List.of("Main.class", "Main$weft$greet.class")) {
            assertThat(woven.resolve(name))
                    .hasSameBinaryContentAs(dump.resolve("after").resolve(name));
        }
    }

    @Test
    void main_weaveOfWhatIsNotThere_saysSo() throws Exception {
        var run = child.start(List.of("-jar", AGENT.toString(), "weave", "missing"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .isEqualTo("weft-agent: weave: nothing was written: no such file or directory: missing\n");
    }

    @Test
    void start_programThatWasWovenBefore_runsWithTheAgentAndWithout() throws Exception {
        var woven = child.write("woven", CompiledSources.compile("Main", ASYNC));
        child.start(List.of("-jar", AGENT.toString(), "weave", woven.toString()));
        var classPath = ChildJvm.runtime() + File.pathSeparator + woven;

        assertThat(child.start(List.of("-cp", classPath, "Main")).output()).isEqualTo("done\n");
        var run = child.start(List.of("-javaagent:" + AGENT, "-Xlog:class+load", "-cp", classPath, "Main"));
        assertThat(run.output()).contains("\ndone\n").doesNotContain("dev.weft.agent.asm");
    }
}
