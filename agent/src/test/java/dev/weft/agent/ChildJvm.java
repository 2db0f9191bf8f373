package dev.weft.agent;

import dev.weft.Weft;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs programs in a JVM of their own, with the finished agent. */
final class ChildJvm {
    static final Path AGENT = Path.of("target", "weft-agent.jar").toAbsolutePath();

    private final Path directory;

    ChildJvm(Path directory) {
        this.directory = directory;
    }

    /** What a program printed, to either stream, and how it ended. */
    record Run(int exitCode, String output) {}

    /** The class path of a program that uses the runtime. */
    static String runtime() throws Exception {
        return Path.of(Weft.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    /** Runs {@code Main} with the runtime and an agent. */
    Run run(String agent, List<String> options, Map<String, byte[]> classes) throws Exception {
        var classDirectory = write("classes", classes);
        var arguments = new ArrayList<>(List.of("-javaagent:" + agent));
        arguments.addAll(options);
        arguments.addAll(List.of("-cp", runtime() + File.pathSeparator + classDirectory, "Main"));
        return start(arguments);
    }

    /** Writes class files into a directory below the one that was given to the constructor. */
    Path write(String name, Map<String, byte[]> classes) throws IOException {
        var classDirectory = Files.createDirectories(directory.resolve(name));
        for (var entry : classes.entrySet()) {
            Files.write(classDirectory.resolve(entry.getKey() + ".class"), entry.getValue());
        }
        return classDirectory;
    }

    /** Runs {@code java} of the JDK that runs the tests. */
    Run start(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        var output = directory.resolve("output.txt");
        int exitCode = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return new Run(exitCode, Files.readString(output));
    }
}
