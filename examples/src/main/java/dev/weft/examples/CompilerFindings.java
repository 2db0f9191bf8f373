package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.toThread;
import static java.util.stream.Collectors.joining;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A lesson on mistakes that the compiler finds: with {@code weft-agent.jar} on its processor path, javac refuses declarations
 * that cannot suspend, and warns of coroutines that are dropped.
 */
public final class CompilerFindings {
    /** The agent's jar, from the root of the project. */
    private static final Path AGENT = Path.of("agent/target/weft-agent.jar");

    private static final String FORGETFUL = """
            class Orders {
                @dev.weft.Async
                static dev.weft.Coroutine<Void> save() {
                    return dev.weft.Weft.completed();
                }

                static void close() {
                    save();
                }
            }
            """;

    private static final String REFUSED = """
            class Orders {
                @dev.weft.Async
                static synchronized dev.weft.Coroutine<Void> save() {
                    return dev.weft.Weft.completed();
                }

                @dev.weft.Async
                static String name() {
                    return "tea";
                }
            }
            """;

    private CompilerFindings() {}

    @Async
    static Coroutine<Void> main() {
        System.out.println(await(toThread(() -> compile(FORGETFUL))));
        System.out.println(await(toThread(() -> compile(REFUSED))));
        return completed();
    }

    private static String compile(String source) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("weft-lesson");
        Files.writeString(directory.resolve("Orders.java"), source);
        Process javac = new ProcessBuilder(commandLine())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String findings;
        try (var output = javac.inputReader()) {
            findings = output.lines().filter(line -> line.contains("WEFT-")).collect(joining("\n", "", "\n"));
        }
        return findings + (javac.waitFor() == 0 ? "compiled" : "not compiled");
    }

    private static List<String> commandLine() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
                "-processorpath",
                AGENT.toAbsolutePath().toString(),
                "-cp",
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString(),
                "Orders.java");
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Weft.run(main());
    }
}
