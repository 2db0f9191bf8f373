package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.toThread;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A lesson on calls that block the loop: the agent warns of each when it loads the class, and can refuse the method, or turn
 * some of these calls into awaits.
 */
public final class BlockingCalls {
    /** The agent's jar, from the root of the project. */
    private static final Path AGENT = Path.of("agent/target/weft-agent.jar");

    private static final String SOURCE = """
            import static dev.weft.Weft.*;
            import dev.weft.*;

            class Tea {
                @Async
                static Coroutine<Void> brew(String name, int millis) throws InterruptedException {
                    Thread.sleep(millis);
                    System.out.println(name);
                    return completed();
                }

                @Async
                static Coroutine<Void> brewBoth() throws InterruptedException {
                    await(gather(brew("black tea", 300), brew("green tea", 1)));
                    return completed();
                }

                public static void main(String[] args) throws InterruptedException {
                    try {
                        run(brewBoth());
                    } catch (NotWovenError e) {
                        System.out.println("no tea");
                    }
                }
            }
            """;

    private BlockingCalls() {}

    @Async
    static Coroutine<Void> main() {
        for (String option : List.of("blocking=warn", "blocking=refuse", "blocking=rewrite,summary=true")) {
            System.out.println(option);
            System.out.print(await(toThread(() -> run(option))));
        }
        return completed();
    }

    private static String run(String option) throws IOException {
        Path directory = Files.createTempDirectory("weft-lesson");
        Files.writeString(directory.resolve("Tea.java"), SOURCE);
        Process java = new ProcessBuilder(commandLine(option))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try (var output = java.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> commandLine(String option) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + AGENT.toAbsolutePath() + "=" + option,
                "-cp",
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString(),
                "Tea.java");
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
