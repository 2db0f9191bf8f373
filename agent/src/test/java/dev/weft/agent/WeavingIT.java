package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weaving without {@code -javaagent}: the program installs it, its jar names it, or it was woven when it was built. */
class WeavingIT {
    private static final boolean WARNS_OF_DYNAMIC_AGENTS = Runtime.version().feature() >= 21;
    private static final boolean HAS_AOT_CACHE = Runtime.version().feature() >= 25;

    private static final String PROGRAM = """
            class Program {
                @dev.weft.Async static dev.weft.Coroutine<String> answer() {
                    dev.weft.Weft.await(dev.weft.Weft.yieldNow());
                    return dev.weft.Weft.completed("woven");
                }
                static void run() { System.out.println(dev.weft.Weft.run(answer())); }
            }
            """;
    private static final String INSTALLS = PROGRAM + """
            class Main {
                public static void main(String[] early) throws Exception {
                    for (String name : early) { Class.forName(name); }
                    System.out.println("too early: " + dev.weft.agent.Weaving.install());
                    System.out.println("too early: " + dev.weft.agent.Weaving.install());
                    try { Program.run(); } catch (dev.weft.NotWovenError e) { System.out.println("not woven"); }
                }
            }
            """;
    private static final String PLAIN =
            PROGRAM + "class Main { public static void main(String[] a) { Program.run(); } }";

    private static final String MODULE_MAIN = """
            package app;

            import dev.weft.*;

            public class Main {
                @Async static Coroutine<String> answer() { Weft.await(Weft.yieldNow()); return Weft.completed("woven"); }
                public static void main(String[] a) {
                    System.out.println(Weft.run(answer()) + " in " + Main.class.getModule());
                }
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
    void install_beforeTheFirstClassThatAwaits_weavesIt() throws Exception {
        var run = runInstalling(List.of("-XX:+EnableDynamicAgentLoading"), List.of());

        assertThat(run.output()).isEqualTo("too early: []\ntoo early: []\nwoven\n");
    }

    @Test
    void install_withoutTheOptionThatAllowsIt_makesNewJvmsWarn() throws Exception {
        var run = runInstalling(List.of(), List.of());

        assertThat(run.output()).endsWith("too early: []\ntoo early: []\nwoven\n");
        assertThat(run.output().contains("WARNING: A Java agent has been loaded dynamically"))
                .isEqualTo(WARNS_OF_DYNAMIC_AGENTS);
    }

    @Test
    void install_inAJvmThatMayAttachToItself_startsNoOther() throws Exception {
        var options = List.of("-XX:+EnableDynamicAgentLoading", "-Djdk.attach.allowAttachSelf=true");

        assertThat(runInstalling(options, List.of()).output()).endsWith("woven\n");
    }

    @Test
    void install_afterAClassThatAwaits_namesItAndLeavesIt() throws Exception {
        var run = runInstalling(List.of("-XX:+EnableDynamicAgentLoading"), List.of("Program"));

        assertThat(run.output())
                .isEqualTo(
                        "WEFT-037 Program: the class was loaded before the agent was installed, so it is not woven and its"
                                + " awaits throw. Install the agent before the class is used, for example in a main class"
                                + " that does not await, or start the JVM with -javaagent:weft-agent.jar.\n"
                                + "too early: [class Program]\ntoo early: []\nnot woven\n");
    }

    @Test
    void retransformation_ofAClassThatWasLoadedBefore_leavesItWithoutAnotherWord() throws Exception {
        var source = PROGRAM + """
                class Main {
                    public static void main(String[] a) throws Exception {
                        Class<?> early = Class.forName("Program");
                        dev.weft.agent.Weaving.install();
                        net.bytebuddy.agent.ByteBuddyAgent.install().retransformClasses(early);
                        System.out.println("retransformed");
                    }
                }
                """;
        var classes = child.write("classes", CompiledSources.compile("Main", source));
        var tools = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("byte-buddy-agent"))
                .findFirst()
                .orElseThrow();
        var run = child.start(List.of(
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                String.join(
                        File.pathSeparator, ChildJvm.runtime(), ChildJvm.AGENT.toString(), classes.toString(), tools),
                "Main"));

        assertThat(run.output().lines().map(line -> line.substring(0, Math.min(8, line.length()))))
                .containsExactly("WEFT-037", "retransf");
    }

    @Test
    void install_withTheAgentInTheJvm_doesNothing() throws Exception {
        var run = runInstalling(List.of("-javaagent:" + ChildJvm.AGENT), List.of("Program"));

        assertThat(run.output()).isEqualTo("too early: []\ntoo early: []\nwoven\n");
    }

    @Test
    void install_whereNobodyCanAttach_saysWhatToDo() throws Exception {
        var run = runInstalling(List.of("-XX:+DisableAttachMechanism"), List.of());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .contains("IllegalStateException: weft-agent: attaching to this JVM failed (")
                .contains("start it with -javaagent:weft-agent.jar, or weave the program when it is built.");
    }

    @Test
    void jar_thatNamesTheAgent_isWovenWhenItIsStarted() throws Exception {
        var jar = executableJar(CompiledSources.compile("Main", PLAIN));

        assertThat(child.start(List.of("-jar", jar.toString())).output()).isEqualTo("woven\n");
    }

    @Test
    void jar_thatNamesTheAgentAndIsStartedWithIt_isWovenOnce() throws Exception {
        var jar = executableJar(CompiledSources.compile("Main", PLAIN));
        var dump = directory.resolve("dump");

        var run = child.start(List.of("-javaagent:" + ChildJvm.AGENT + "=dump=" + dump, "-jar", jar.toString()));

        assertThat(run.output()).isEqualTo("woven\n");
        assertThat(dump.resolve("after/Program.class")).exists();
    }

    @Test
    void start_secondAgentWithOptions_saysThatTheyHaveNoEffect() throws Exception {
        var agent = "-javaagent:" + ChildJvm.AGENT;
        var classPath = ChildJvm.runtime()
                + File.pathSeparator
                + child.write("classes", CompiledSources.compile("Main", PLAIN));

        var run = child.start(List.of(agent, agent + "=verify=true", "-cp", classPath, "Main"));

        assertThat(run.output())
                .isEqualTo(
                        "weft-agent: the agent is already installed in this JVM, so the options 'verify=true' have no effect."
                                + " Give them where it is installed first.\nwoven\n");
    }

    @Test
    void cds_programThatWasWovenBefore_comesFromTheArchive() throws Exception {
        var classPath = wovenJar() + File.pathSeparator + ChildJvm.runtime();
        var archive = directory.resolve("app.jsa");
        child.start(List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", classPath, "Main"));

        var run = child.start(List.of(
                "-Xshare:on", "-XX:SharedArchiveFile=" + archive, "-Xlog:class+load", "-cp", classPath, "Main"));

        assertComesFromArchive(run);
    }

    @Test
    void aot_programThatWasWovenBefore_comesFromTheCache() throws Exception {
        assumeTrue(HAS_AOT_CACHE, "JDK 25 has -XX:AOTCacheOutput");
        var classPath = wovenJar() + File.pathSeparator + ChildJvm.runtime();
        var cache = directory.resolve("app.aot");
        child.start(List.of("-XX:AOTCacheOutput=" + cache, "-cp", classPath, "Main"));

        var run = child.start(
                List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache, "-Xlog:class+load", "-cp", classPath, "Main"));

        assertComesFromArchive(run);
    }

    @Test
    void module_sealedAndWovenBefore_runsOnTheModulePath() throws Exception {
        var jar = modularJar();
        var descriptor = entry(jar, "module-info.class");

        child.start(List.of("-jar", ChildJvm.AGENT.toString(), "weave", jar.toString()));

        assertThat(entry(jar, "app/Main$weft$answer.class")).isNotEmpty();
        assertThat(entry(jar, "module-info.class")).isEqualTo(descriptor);
        assertThat(child.start(List.of("-p", ChildJvm.runtime() + File.pathSeparator + jar, "-m", "app/app.Main"))
                        .output())
                .isEqualTo("woven in module app\n");
    }

    private static void assertComesFromArchive(ChildJvm.Run run) {
        assertThat(run.output()).contains("\nwoven\n");
        assertThat(run.exitCode()).isZero();
        for (var name : List.of("Program", "Program$weft$answer", "dev.weft.abi.Frame")) {
            assertThat(run.output().lines().filter(line -> line.contains(" " + name + " source: ")))
                    .as("where %s comes from", name)
                    .singleElement()
                    .asString()
                    .contains("source: shared objects file");
        }
    }

    private ChildJvm.Run runInstalling(List<String> options, List<String> early) throws Exception {
        var classes = child.write("classes", CompiledSources.compile("Main", INSTALLS));
        var arguments = new ArrayList<>(options);
        arguments.add("-cp");
        arguments.add(
                String.join(File.pathSeparator, ChildJvm.runtime(), ChildJvm.AGENT.toString(), classes.toString()));
        arguments.add("Main");
        arguments.addAll(early);
        return child.start(arguments);
    }

    private Path executableJar(Map<String, byte[]> classes) throws Exception {
        return jar(
                Map.of(
                        "Main-Class",
                        "Main",
                        "Launcher-Agent-Class",
                        AgentMain.class.getName(),
                        "Class-Path",
                        Path.of(ChildJvm.runtime()).toUri() + " " + ChildJvm.AGENT.toUri()),
                classes);
    }

    /** A jar of a module with one package, which is sealed. */
    private Path modularJar() throws Exception {
        var sources = Files.createDirectories(directory.resolve("sources/app"));
        Files.writeString(sources.resolve("Main.java"), MODULE_MAIN);
        Files.writeString(sources.resolveSibling("module-info.java"), "module app { requires dev.weft; }");
        var classes = directory.resolve("module");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-p",
                        ChildJvm.runtime(),
                        "-d",
                        classes.toString(),
                        sources.resolve("Main.java").toString(),
                        sources.resolveSibling("module-info.java").toString());
        assertThat(status).isZero();
        return jar(
                Map.of("Sealed", "true"),
                Map.of(
                        "module-info",
                        Files.readAllBytes(classes.resolve("module-info.class")),
                        "app/Main",
                        Files.readAllBytes(classes.resolve("app/Main.class"))));
    }

    private static byte[] entry(Path jar, String name) throws Exception {
        try (var file = new JarFile(jar.toFile());
                var in = file.getInputStream(file.getJarEntry(name))) {
            return in.readAllBytes();
        }
    }

    private Path wovenJar() throws Exception {
        var jar = jar(Map.of(), CompiledSources.compile("Main", PLAIN));
        var weaving = child.start(List.of("-jar", ChildJvm.AGENT.toString(), "weave", jar.toString()));
        assertThat(weaving.output()).startsWith("woven Program: 1 method\n");
        return jar;
    }

    private Path jar(Map<String, String> manifest, Map<String, byte[]> classes) throws Exception {
        return ClassJar.write(directory.resolve("app.jar"), manifest, classes);
    }
}
