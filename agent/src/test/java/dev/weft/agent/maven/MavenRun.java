package dev.weft.agent.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Maven, run by a test as the build that runs the test was: the same installation, JDK, settings and local repository. */
public final class MavenRun {
    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private MavenRun() {}

    /**
     * Runs Maven, and fails unless it succeeds.
     *
     * @param directory where the project's {@code pom.xml} is
     * @param arguments options, goals and phases
     */
    public static void of(Path directory, List<String> arguments) throws IOException, InterruptedException {
        var log = directory.resolve("maven.log");
        var builder = new ProcessBuilder(command(arguments))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // Where the script that runs this build has found the build, not this project.
        builder.environment().remove("MAVEN_BASEDIR");
        builder.environment().remove("MAVEN_PROJECTBASEDIR");
        int exitCode = builder.start().waitFor();
        if (exitCode != 0) {
            throw new IOException("mvn " + String.join(" ", arguments) + " in " + directory + " ended with exit code "
                    + exitCode + ":\n" + Files.readString(log));
        }
    }

    private static List<String> command(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(property("maven.home"), "bin", WINDOWS ? "mvn.cmd" : "mvn")
                .toString());
        command.addAll(List.of("-B", "-q", "-Dmaven.repo.local=" + property("maven.repo.local")));
        var settings = Path.of(property("maven.settings").substring("file:".length()));
        if (Files.exists(settings)) {
            command.addAll(List.of("-s", settings.toString()));
        }
        command.addAll(arguments);
        return command;
    }

    private static String property(String name) {
        var value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "no system property " + name + ": run this test by Maven, see agent/pom.xml");
        }
        return value;
    }
}
