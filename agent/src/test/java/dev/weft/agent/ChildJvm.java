package dev.weft.agent;

import dev.weft.Weft;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs in a JVM of their own, with the finished agent. */
public final class ChildJvm {
    /** The finished agent. */
    public static final Path AGENT = Path.of("target", "weft-agent.jar").toAbsolutePath();

    private static final int LIMIT_MINUTES = 10; // a program that hangs must not hang the build

    private final Path directory;

    /**
     * For one test.
     *
     * @param directory where the program and its output are written
     */
    public ChildJvm(Path directory) {
        this.directory = directory;
    }

    /**
     * How a program ended.
     *
     * @param exitCode its exit code
     * @param output what it printed, to either stream
     */
    public record Run(int exitCode, String output) {}

    /**
     * The class path of a program that uses the runtime.
     *
     * @return a directory or a jar
     */
    public static String runtime() throws Exception {
        return Path.of(Weft.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    /**
     * Runs {@code Main} with the runtime and an agent.
     *
     * @param agent the agent's jar and options
     * @param options more options of the JVM
     * @param classes the program
     * @param programArguments what {@code main} gets
     * @return how it ended
     */
    public Run run(String agent, List<String> options, Map<String, byte[]> classes, String... programArguments)
            throws Exception {
        var classDirectory = write("classes", classes);
        var arguments = new ArrayList<>(List.of("-javaagent:" + agent));
        arguments.addAll(options);
        arguments.addAll(List.of("-cp", runtime() + File.pathSeparator + classDirectory, "Main"));
        arguments.addAll(List.of(programArguments));
        return start(arguments);
    }

    /**
     * Writes class files into a directory below the one that was given to the constructor.
     *
     * @param name the name of the new directory
     * @param classes the class files by internal name
     * @return the new directory
     */
    public Path write(String name, Map<String, byte[]> classes) throws IOException {
        var classDirectory = Files.createDirectories(directory.resolve(name));
        for (var entry : classes.entrySet()) {
            Files.write(classDirectory.resolve(entry.getKey() + ".class"), entry.getValue());
        }
        return classDirectory;
    }

    /**
     * Runs {@code java} of the JDK that runs the tests. One that does not end fails the test with the stacks of its threads.
     *
     * @param arguments all of its arguments
     * @return how it ended
     */
    public Run start(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        var output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            printThreads(process);
            process.destroyForcibly().waitFor();
            throw new AssertionError("it had not ended after " + LIMIT_MINUTES + " minutes, and had printed:\n"
                    + Files.readString(output));
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    /** Lets the JVM print its threads, to where it prints. */
    private static void printThreads(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                .start()
                .waitFor(1, TimeUnit.MINUTES);
        process.waitFor(2, TimeUnit.SECONDS); // until it has printed them: nothing tells when
    }
}
