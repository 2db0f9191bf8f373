package dev.weft.agent.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.ChildJvm;
import dev.weft.agent.CompiledSources;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks into other JVMs, with the finished agent. */
class ConsoleIT {

    private static final String SHOP = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import dev.weft.sync.*;
            import java.time.Duration;
            class Main {
                @Async static Coroutine<Void> transfer(Lock from, Lock to, int amount) {
                    try (Permit first = await(from.acquire())) {
                        await(yieldNow());
                        try (Permit second = await(to.acquire())) {
                            System.out.println(amount + " " + first + second);
                        }
                    }
                    return completed();
                }
                @Async static Coroutine<Void> guest(Event door) {
                    await(door.waitUntilSet());
                    return completed();
                }
                @Async static Coroutine<Void> program() {
                    Lock a = new Lock("A");
                    Lock b = new Lock("B");
                    Event door = new Event("door");
                    createTask(transfer(a, b, 5), TaskOptions.defaults().named("left"));
                    createTask(transfer(b, a, 7), TaskOptions.defaults().named("right"));
                    for (int i = 0; i < 1000; i++) {
                        createTask(guest(door));
                    }
                    createTask(sleep(Duration.ofMinutes(61)), TaskOptions.defaults().named("a\\nb" + "c".repeat(200)));
                    await(yieldNow());
                    await(yieldNow());
                    System.out.println("ready");
                    await(toThread(() -> System.in.read()));
                    Runtime.getRuntime().halt(0);
                    return completed();
                }
                public static void main(String[] arguments) {
                    run(program());
                }
            }
            """;

    private static final String BLOCKED = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            class Main {
                @Async static Coroutine<Void> program() throws java.io.IOException {
                    await(yieldNow());
                    System.out.println("ready");
                    block();
                    return completed();
                }
                static void block() throws java.io.IOException {
                    System.in.read();
                }
                public static void main(String[] arguments) {
                    run(() -> program());
                }
            }
            """;

    private static final String BUSY = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import java.time.Duration;
            class Main {
                @Async static Coroutine<Void> tick() {
                    await(sleep(Duration.ofMillis(1)));
                    return completed();
                }
                @Async static Coroutine<Void> ticker() {
                    while (true) {
                        await(createTask(tick(), "tick"));
                    }
                }
                @Async static Coroutine<Void> program() {
                    createTask(ticker(), "ticker");
                    await(yieldNow());
                    System.out.println("ready");
                    await(toThread(() -> System.in.read()));
                    Runtime.getRuntime().halt(0);
                    return completed();
                }
                public static void main(String[] arguments) {
                    run(program());
                }
            }
            """;

    private static final String NO_LOOP = """
            class Main {
                public static void main(String[] arguments) throws java.io.IOException {
                    System.out.println("ready");
                    System.in.read();
                }
            }
            """;

    private static final String NO_LOOP_BUT_CALLS = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import java.util.concurrent.CompletableFuture;
            class Main {
                static final CompletableFuture<String> REPLY = new CompletableFuture<>();
                static final CompletableFuture<Void> START = new CompletableFuture<>();
                static CompletableFuture<String> answer;
                @Async static CompletableFuture<String> fetch(int page) {
                    return CompletableFuture.completedFuture(await(REPLY) + page);
                }
                @Async static CompletableFuture<String> lines(int page) {
                    await(START);
                    return fetch(page);
                }
                @Async static Coroutine<String> text(int page) {
                    String text = await(REPLY);
                    return completed(text + page);
                }
                @Async static CompletableFuture<String> book(int pages) {
                    return CompletableFuture.completedFuture(await(lines(pages)) + pages);
                }
                @Async static CompletableFuture<String> title() {
                    return CompletableFuture.completedFuture(await(text(1)));
                }
                @Async static CompletableFuture<String> ask() {
                    await(START);
                    return CompletableFuture.completedFuture(await(answer));
                }
                @Async static CompletableFuture<String> reply(CompletableFuture<String> question) {
                    return CompletableFuture.completedFuture(await(question));
                }
                public static void main(String[] arguments) throws java.io.IOException {
                    var book = book(3);
                    var title = title();
                    var ask = ask();
                    answer = reply(ask);
                    START.complete(null);
                    System.out.println("ready");
                    System.in.read();
                    REPLY.complete("page ");
                    System.out.println(book.join() + ", " + title.join());
                }
            }
            """;

    @TempDir
    private Path directory;

    private record Answer(int exitCode, String output) {}

    private interface Look {
        void at(String pid) throws Exception;
    }

    /** Runs a program until it is ready, and lets it end after a look at it. Returns what it printed meanwhile. */
    private String whileRunning(String source, Look look) throws Exception {
        return whileRunning(source, "", List.of(), look);
    }

    private String whileRunning(String source, String agentOptions, List<String> options, Look look) throws Exception {
        var child = new ChildJvm(directory);
        var classes = child.write("classes", CompiledSources.compile("Main", source, "-g"));
        var command = new ArrayList<>(List.of(java(), "-javaagent:" + ChildJvm.AGENT + agentOptions));
        command.addAll(options);
        command.addAll(List.of("-cp", ChildJvm.runtime() + File.pathSeparator + classes, "Main"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = output.readLine();
            while (line != null && !line.equals("ready")) {
                line = output.readLine();
            }
            assertThat(line).isEqualTo("ready");
            look.at(String.valueOf(process.pid()));
            process.getOutputStream().close();
            return String.join("\n", output.lines().toList());
        } finally {
            process.getOutputStream().close();
            process.waitFor();
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Answer ask(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(java(), "-Dstdout.encoding=UTF-8", "-Dfile.encoding=UTF-8", "-jar"));
        command.add(ChildJvm.AGENT.toString());
        command.addAll(List.of(arguments));
        return run(command);
    }

    private Answer run(List<String> command) throws IOException, InterruptedException {
        var file = directory.resolve("answer.txt");
        int exitCode = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start()
                .waitFor();
        return new Answer(exitCode, Files.readString(file));
    }

    @Test
    void pstree_ofALiveProcess_showsTasksValuesAndTheCycle() throws Exception {
        whileRunning(SHOP, pid -> {
            var answer = ask("pstree", pid);

            assertThat(answer.exitCode()).isZero();
            assertThat(answer.output())
                    .startsWith("loop-1 on main, 1,004 tasks, next timer in 1 h ")
                    .containsPattern("""
                            └─ left: waits for Lock B, held by right
                                  Main.transfer:9  amount=5 first=LockPermit@[0-9a-f]+
                            """)
                    .contains("cycle: left waits for Lock B, held by right; right waits for Lock A, held by left\n")
                    .contains("└─ and 999 more like Task-")
                    .containsPattern("waits for code on thread weft-\\S+\n");
        });
    }

    @Test
    void ps_ofALiveProcess_groupsEqualWaits() throws Exception {
        whileRunning(SHOP, pid -> {
            assertThat(ask("ps", pid).output())
                    .containsPattern("loop-1  1,000 tasks +waits +Event door +Main.guest:16\n");
            assertThat(ask("pstree", "--no-values", pid).output()).contains("Main.transfer:9\n");
            assertThat(ask("ps", pid, "--json").output()).startsWith("{\"loops\":[{\"name\":\"loop-1\"");
            assertThat(ask("watch", pid, "--for", "10ms").output())
                    .containsPattern("left: waits for Lock B, held by right, for [0-9]+ ms at least");
        });
    }

    @Test
    void pstree_ofALoopThatIsHeldUp_showsTheGuiltyLineAndLeavesTheProcessSilent() throws Exception {
        String printed = whileRunning(
                BLOCKED,
                pid -> assertThat(ask("pstree", pid).output())
                        .startsWith("loop-1 on main, HELD UP at Main.block:11, 1 task\n")
                        .contains("└─ Task-1: runs, HELD UP at Main.block:11\n"));
        assertThat(printed.lines().filter(line -> !line.startsWith("WARNING: ")))
                .as("JDK 21 and later print four warnings of an agent that is attached")
                .isEmpty();
        assertThat(printed).doesNotContain("bootstrap class");
        assertThat(printed.lines().filter(line -> line.startsWith("WARNING: A Java agent has been loaded dynamically")))
                .as("a look loads one agent")
                .hasSize(Runtime.version().feature() < 21 ? 0 : 1);
    }

    @Test
    void looks_atAStoppedProcess_endWithASentenceAndLeaveItSilent() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/stat")), "the system does not tell that it is stopped");
        String printed = whileRunning(BUSY, pid -> {
            signal("STOP", pid);
            try {
                for (var command : List.of("ps", "pstree", "watch", "jfr")) {
                    var answer = ask(command, pid);
                    assertThat(answer.output())
                            .isEqualTo("weft-agent: process " + pid + " does not answer: it is stopped. kill -CONT "
                                    + pid + " lets it go on.\n");
                    assertThat(answer.exitCode()).isEqualTo(1);
                }
            } finally {
                signal("CONT", pid);
            }
        });
        assertThat(printed).as("no dump of the threads").isEmpty();
    }

    private static void signal(String name, String pid) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start();
        assertThat(kill.waitFor()).isZero();
    }

    @Test
    void files_thatCannotBeWritten_areRefusedWithASentence() throws Exception {
        var occupied = Files.writeString(directory.resolve("occupied"), "");
        whileRunning(BUSY, pid -> {
            for (var command :
                    List.of(List.of("jfr", pid, "--for", "1s", "--output"), List.of("pstree", pid, "--html"))) {
                assertRefused(
                        command, directory.resolve("none/file"), "there is no folder " + directory.resolve("none"));
                assertRefused(command, occupied.resolve("file"), occupied + " is not a folder");
                assertRefused(command, directory, directory + " is a folder");
                assertRefused(command, Path.of("/proc/weft-file"), "");
            }
        });
    }

    private void assertRefused(List<String> command, Path file, String reason) throws Exception {
        var arguments = new ArrayList<>(command);
        arguments.add(file.toString());
        var answer = ask(arguments.toArray(String[]::new));
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.output())
                .startsWith("weft-agent: ")
                .contains(" it cannot write " + file + ": " + reason)
                .endsWith(".\n")
                .doesNotContain("Exception");
        assertThat(answer.output().lines()).hasSize(1);
    }

    @Test
    void looks_thatCannotSucceed_endWithASentence() throws Exception {
        whileRunning(NO_LOOP, pid -> {
            var answer = ask("ps", pid);
            assertThat(answer.exitCode()).isEqualTo(1);
            assertThat(answer.output())
                    .contains("weft-agent: the process cannot tell: ")
                    .contains("it has not created an event loop of Weft");
        });
        var noProcess = ask("ps", "999999999");
        assertThat(noProcess.exitCode()).isEqualTo(1);
        assertThat(noProcess.output()).startsWith("weft-agent: cannot attach to process 999999999 (");
        assertThat(ask("ps").exitCode()).isEqualTo(2);
        assertThat(ask("ps", "--jsn", "1").output())
                .contains("'--jsn' is neither an option nor the number of a process");
        assertThat(ask("ps", "--help").output()).startsWith("usage: java -jar weft-agent.jar ps PID");
    }

    @Test
    void pstree_ofCallsOutsideAnyLoop_showsThemIfTheyAreListed() throws Exception {
        for (var option : List.of("-Dweft.listCalls=true", "-Dweft.debug=true")) {
            String printed = whileRunning(NO_LOOP_BUT_CALLS, "", List.of(option), pid -> {
                assertThat(ask("pstree", pid).output()).matches("""
                                outside any loop, 5 calls that return stages
                                └─ Main.book\\(\\): waits for Main.fetch\\(\\)
                                      Main.book:20  pages=3
                                   └─ Main.fetch\\(\\): waits for CompletableFuture@[0-9a-f]+
                                         Main.fetch:9  page=3
                                └─ Main.title\\(\\): waits for CompletableFuture@[0-9a-f]+
                                      Main.text:16   page=1
                                      Main.title:23
                                └─ Main.ask\\(\\): waits for Main.reply\\(\\)
                                      Main.ask:27
                                   └─ Main.reply\\(\\): waits for Main.ask\\(\\)
                                         Main.reply:30
                                      └─ Main.ask\\(\\): see above
                                cycle: Main.ask\\(\\) waits for Main.reply\\(\\); Main.reply\\(\\) waits for Main.ask\\(\\)
                                """);
                assertThat(ask("watch", pid, "--for", "10ms").output())
                        .containsPattern(
                                "Main.fetch\\(\\): waits for CompletableFuture@[0-9a-f]+, for [0-9]+ ms at least");
            });
            assertThat(printed).contains("page 33, page 1");
        }
    }

    @Test
    void callsOutsideAnyLoop_thatNothingCanResume_areGarbageAlsoIfTheyAreListed() throws Exception {
        var child = new ChildJvm(directory);
        var classes = CompiledSources.compile("Main", """
                import static dev.weft.Weft.*;
                import dev.weft.*;
                import java.util.concurrent.CompletableFuture;
                class Main {
                    @Async static CompletableFuture<Integer> forgotten(int[] much) {
                        await(new CompletableFuture<Void>());
                        return CompletableFuture.completedFuture(much.length);
                    }
                    public static void main(String[] arguments) {
                        for (int i = 0; i < 20_000; i++) {
                            forgotten(new int[10_000]);
                        }
                        System.out.println("done");
                    }
                }
                """, "-g");
        var ended = child.run(ChildJvm.AGENT.toString(), List.of("-Xmx64m", "-Dweft.listCalls=true"), classes);
        assertThat(ended.output()).contains("done");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void pstree_ofCallsOutsideAnyLoop_saysHowToListThemIfTheyAreNot() throws Exception {
        whileRunning(NO_LOOP_BUT_CALLS, pid -> {
            String words = "Calls of methods that return stages, begun outside any loop, are not listed here: "
                    + "start the program with -Dweft.listCalls=true to see them.\n";
            assertThat(ask("pstree", pid).output()).isEqualTo(words);
            assertThat(ask("ps", pid).output()).isEqualTo(words);
            assertThat(ask("ps", pid, "--json").output()).isEqualTo("{\"loops\":[]}\n");
        });
    }

    @Test
    void looks_atTheSameTime_getTheirOwnAnswers() throws Exception {
        whileRunning(SHOP, pid -> {
            for (int round = 0; round < 3; round++) {
                var json = start("pstree", pid, "--json");
                var tree = start("pstree", pid, "--no-values");
                var table = start("ps", pid);
                assertThat(output(json)).startsWith("{\"loops\":[");
                assertThat(output(tree)).startsWith("loop-1 on main").doesNotContain("amount=");
                assertThat(output(table)).startsWith("loop-1  ").contains("1,000 tasks");
            }
        });
    }

    private static Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(java(), "-Dstdout.encoding=UTF-8", "-Dfile.encoding=UTF-8", "-jar"));
        command.add(ChildJvm.AGENT.toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void look_atAProcessThatIsNoJvm_leavesItAlone() throws Exception {
        Path other = Path.of("/bin/cat");
        Assumptions.assumeTrue(Files.isExecutable(other) && Files.isDirectory(Path.of("/proc/self")));
        Process process = new ProcessBuilder(other.toString()).start();
        try {
            String pid = String.valueOf(process.pid());
            assertThat(ask("ps", pid).output())
                    .isEqualTo("weft-agent: process " + pid + " is not asked: it is no JVM.\n");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void looks_byJmx_answerAsTheyDoByTheAgentAndWithoutAWarning() throws Exception {
        String printed = whileRunning(SHOP, "=console=jmx", List.of(), pid -> {
            assertThat(ask("ps", pid).output())
                    .containsPattern("loop-1  1,000 tasks +waits +Event door +Main.guest:16\n");
            assertThat(ask("pstree", "--no-values", pid).output()).contains("Main.transfer:9\n");
            assertThat(ask("watch", pid, "--for", "10ms").output())
                    .containsPattern("left: waits for Lock B, held by right, for [0-9]+ ms at least");
            var file = directory.resolve("by jmx.jfr");
            assertThat(ask("jfr", pid, "--for", "10ms", "--output", file.toString())
                            .exitCode())
                    .isZero();
            assertThat(file).isNotEmptyFile();
        });
        assertThat(printed).isEmpty();
    }

    @Test
    void program_thatWantsAJmxConsoleInAJvmWithoutJmx_endsWithASentence() throws Exception {
        var child = new ChildJvm(directory);
        var classes = CompiledSources.compile("Main", NO_LOOP, "-g");
        var started = child.run(
                ChildJvm.AGENT + "=console=jmx",
                List.of("--limit-modules", "java.instrument,java.logging,jdk.unsupported"),
                classes);
        assertThat(started.exitCode()).isEqualTo(1);
        assertThat(started.output())
                .contains("weft-agent: option 'console=jmx' needs the module java.management, which this JVM has not.");
    }

    @Test
    void jfr_ofALiveProcess_writesARecordingWithTheTasks() throws Exception {
        var file = directory.resolve("busy.jfr");
        whileRunning(BUSY, pid -> {
            var answer = ask("jfr", pid, "--for", "2s", "--output", file.toString());
            assertThat(answer.output()).startsWith(file + " written.");
            assertThat(answer.exitCode()).isZero();
        });
        var events = RecordingFile.readAllEvents(file);
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("weft.TaskEnd"))
                .anySatisfy(event -> {
                    assertThat(event.getString("task")).isEqualTo("tick");
                    assertThat(event.getString("loop")).isEqualTo("loop-1");
                    assertThat(event.getInt("steps")).isEqualTo(2);
                    assertThat(event.getDuration("lifetime")).isGreaterThanOrEqualTo(Duration.ofMillis(1));
                    assertThat(event.getDuration()).isGreaterThanOrEqualTo(Duration.ofMillis(1));
                });
        assertThat(events)
                .filteredOn(event -> event.getEventType().getName().equals("weft.Suspend"))
                .anySatisfy(event -> {
                    assertThat(event.getString("task")).isEqualTo("tick");
                    assertThat(event.getString("kind")).isEqualTo("TIMER");
                    assertThat(event.getString("place")).isEqualTo("Main.tick(Main.java:6)");
                });
    }

    @Test
    void jfr_ofAJvmWithoutAFlightRecorder_saysSo() throws Exception {
        String printed = whileRunning(
                BUSY, "=jfr=true", List.of("--limit-modules", "java.instrument,java.logging,jdk.unsupported"), pid -> {
                    var answer = ask(
                            "jfr",
                            pid,
                            "--output",
                            directory.resolve("none.jfr").toString());
                    assertThat(answer.exitCode()).isEqualTo(1);
                    assertThat(answer.output())
                            .isEqualTo("weft-agent: the process cannot tell: this JVM has no Flight Recorder. It takes"
                                    + " a JDK with the module jdk.jfr; a program on the module path also takes"
                                    + " --add-modules jdk.jfr.\n");
                });
        assertThat(printed).doesNotContain("Exception");
        assertThat(ask("jfr", "1", "--json").output()).contains("weft-agent: jfr takes --for and --output only.");
        assertThat(ask("ps", "1", "--output", "x").output()).contains("weft-agent: --output is for jfr.");
    }

    @Test
    void recording_ofAProgramThatAsksForEvents_hasThemFromTheStart() throws Exception {
        var file = directory.resolve("all.jfr");
        var run = new ChildJvm(directory)
                .run(
                        ChildJvm.AGENT + "=jfr=true",
                        List.of("-XX:StartFlightRecording=filename=" + file),
                        CompiledSources.compile("Main", """
                                import static dev.weft.Weft.*;
                                import dev.weft.*;
                                class Main {
                                    @Async static Coroutine<Void> program() {
                                        await(yieldNow());
                                        return completed();
                                    }
                                    public static void main(String[] arguments) {
                                        run(program());
                                        run(() -> program());
                                    }
                                }
                                """, "-g"));
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(RecordingFile.readAllEvents(file))
                .filteredOn(event -> event.getEventType().getName().equals("weft.TaskStart"))
                .extracting(event -> event.getString("coroutine"))
                .contains("Main.program", "Main.lambda")
                .doesNotContain("Weft.async");
    }

    @Test
    void page_inABrowser_drawsTheTreeAndMarksTheCycle() throws Exception {
        var browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(browser.isPresent(), "no browser is installed");
        whileRunning(SHOP, pid -> {
            var page = directory.resolve("tree.html");
            assertThat(ask("pstree", pid, "--html", page.toString()).exitCode()).isZero();
            assertThat(Files.readString(page)).doesNotContain("src=").doesNotContain("href=");

            var drawn = directory.resolve("drawn.html");
            int exitCode = new ProcessBuilder(
                            browser.get().toString(),
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--user-data-dir=" + directory.resolve("profile"),
                            "--virtual-time-budget=5000",
                            "--dump-dom",
                            page.toUri().toString())
                    .redirectOutput(drawn.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            assertThat(exitCode).isZero();
            assertThat(Files.readString(drawn))
                    .contains("<h2>loop-1 on main, ")
                    .contains(
                            "<div class=\"cycles\">cycle: left waits for Lock B, held by right; right waits for Lock A, held by left</div>")
                    .contains(
                            "<div class=\"cycle\"><div><span class=\"name\">left</span>: waits for Lock B, held by right</div>")
                    .contains("amount=5")
                    .contains("<span class=\"name\">a\\nb" + "c".repeat(96) + "…</span>: sleeps 1 h ")
                    .doesNotContain("<span class=\"name\">a\nb");
        });
    }
}
