package dev.weft.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that runs in the project's root directory as a user would run it, in its own JVM or interpreter. */
final class Command {
    /** The root of the project. */
    static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    /** The option that loads the agent, relative to the root. */
    static final String AGENT = "-javaagent:agent/target/weft-agent.jar";

    /** The jar of the examples, relative to the root. */
    static final String EXAMPLES = "examples/target/weft-examples.jar";

    private static final int LIMIT_SECONDS = 120;

    private Command() {}

    /**
     * The outcome of a command.
     *
     * @param status its exit code
     * @param out the lines on its standard output
     * @param err the lines on its standard error
     */
    record Result(int status, List<String> out, List<String> err) {}

    /** Runs {@code java} of the JDK that runs the test. */
    static Result java(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(args));
        return run(command);
    }

    /** Runs the jar of the examples, which brings the agent along. */
    static Result examples(String... args) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-jar", EXAMPLES));
        all.addAll(List.of(args));
        return java(all.toArray(String[]::new));
    }

    /** Runs a command in the root directory, and kills it if it hangs. */
    static Result run(List<String> command) throws IOException, InterruptedException {
        File out = temporary();
        File err = temporary();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectOutput(out)
                .redirectError(err);
        // If it is set, a JVM prints "Picked up JAVA_TOOL_OPTIONS" on standard error.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(command + " did not end within " + LIMIT_SECONDS + " s. It printed "
                        + Files.readString(out.toPath()) + Files.readString(err.toPath()));
            }
            return new Result(process.exitValue(), Files.readAllLines(out.toPath()), Files.readAllLines(err.toPath()));
        } finally {
            process.destroyForcibly();
        }
    }

    private static File temporary() throws IOException {
        File file = File.createTempFile("weft-child", ".txt");
        file.deleteOnExit();
        return file;
    }
}
