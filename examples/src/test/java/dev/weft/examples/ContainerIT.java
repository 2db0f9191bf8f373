package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guide to containers, without a container: its entry point receives SIGTERM. */
@Timeout(60)
class ContainerIT {
    private static final Pattern ENTRYPOINT = Pattern.compile("^ENTRYPOINT \\[(.*)]$", Pattern.MULTILINE);
    private static final int TERMINATED = 128 + 15; // what a shell makes of SIGTERM, and the JVM too

    /** The same as the program of the guide, but for the signal handler. */
    private static final String CARELESS = """
            import static dev.weft.Weft.await;
            import static dev.weft.Weft.completed;
            import static dev.weft.Weft.run;
            import static dev.weft.Weft.sleep;

            import dev.weft.Async;
            import dev.weft.Coroutine;
            import java.time.Duration;

            class Service {
                @Async
                static Coroutine<Void> serve() {
                    try {
                        System.out.println("ready");
                        await(sleep(Duration.ofDays(1)));
                    } finally {
                        System.out.println("cleaned up");
                    }
                    return completed();
                }

                public static void main(String[] args) {
                    run(serve());
                }
            }
            """;

    @TempDir
    Path directory;

    private String page = "";

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(Pages.GUIDES.resolve("containers.md"));
    }

    @Test
    void entryPointOfTheGuide_onSigterm_answersItsRequestAndEnds() throws Exception {
        List<Pages.Program> programs = Pages.programsOf(page);
        assertThat(programs).hasSize(1);
        assertThat(terminated(programs.get(0)))
                .isEqualTo(new Ended(0, programs.get(0).output()));
    }

    @Test
    void programWithoutAHandler_onSigterm_isCutOff() throws Exception {
        Pages.Program careless = new Pages.Program("Service", CARELESS, List.of());
        assertThat(terminated(careless)).isEqualTo(new Ended(TERMINATED, List.of("ready")));
    }

    private record Ended(int status, List<String> output) {}

    /** Starts a program by the command of the Dockerfile, sends SIGTERM once it is ready, and waits for its end. */
    private Ended terminated(Pages.Program program) throws Exception {
        fill(program);
        Process process = new ProcessBuilder(entryPoint())
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            List<String> lines = new ArrayList<>(List.of(output.readLine()));
            assertThat(lines).containsExactly("ready");
            assertThat(new ProcessBuilder("kill", "-TERM", Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            lines.addAll(output.lines().toList());
            return new Ended(process.waitFor(), lines);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Puts into the folder what the Dockerfile copies. */
    private void fill(Pages.Program program) throws Exception {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        program.compile(classes);
        int status = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--create",
                        "--file",
                        directory.resolve("app.jar").toString(),
                        "-C",
                        classes.toString(),
                        ".");
        assertThat(status).isZero();
        Files.copy(Command.ROOT.resolve("agent/target/weft-agent.jar"), directory.resolve("weft-agent.jar"));
        Files.copy(Command.ROOT.resolve("runtime/target/weft-runtime.jar"), directory.resolve("weft-runtime.jar"));
    }

    private List<String> entryPoint() {
        Matcher line = ENTRYPOINT.matcher(Pages.blocksOf("dockerfile", page).get(0));
        assertThat(line.find()).isTrue();
        List<String> command = new ArrayList<>();
        for (String word : line.group(1).split(", ", -1)) {
            command.add(word.substring(1, word.length() - 1));
        }
        assertThat(command.get(0)).isEqualTo("java");
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        return command;
    }
}
