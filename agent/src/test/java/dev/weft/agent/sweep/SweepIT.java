package dev.weft.agent.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.maven.ArtifactCopies;
import dev.weft.agent.maven.ArtifactList;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Sweeps through classes that nobody here wrote, in a JVM of its own. The build has the time for a part of {@code
 * java.base} and of some jars that the tests use anyway; {@code -Psweep} takes all of it, and of the libraries that
 * {@code src/test/resources/sweep} names.
 */
class SweepIT {
    private static final List<String> PART = List.of("java.base/12", "jackson-databind/6", "ecj/12");
    private static final Path LIBRARIES = Path.of("target", "libraries");
    private static final Path OUTPUT = Path.of("target", "sweep.txt");

    @Test
    void classesOfOtherPeople_withEveryCallASuspensionPoint_areAcceptedByTheJvm() throws Exception {
        var libraries = Boolean.getBoolean("weft.sweep") ? all() : part();
        int exitCode = new ProcessBuilder(command(libraries))
                .redirectErrorStream(true)
                .redirectOutput(OUTPUT.toFile())
                .start()
                .waitFor();
        var output = Files.readString(OUTPUT);
        System.out.print(output);
        assertThat(exitCode).as(output).isZero();
        assertThat(output)
                .as("something was swept")
                .contains(libraries.size() + " libraries, ")
                .containsPattern("java\\.base .* [1-9][0-9,]* verified by the JVM");
    }

    private static List<String> command(List<String> libraries) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx3g",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+BytecodeVerificationLocal",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SweepMain.class.getName()));
        command.addAll(libraries);
        return command;
    }

    private static List<String> part() {
        return PART.stream().map(SweepIT::onTheClassPath).toList();
    }

    /** The jar whose name begins so, and how much of it is taken; a module as it is. */
    private static String onTheClassPath(String part) {
        int slash = part.indexOf('/');
        var name = part.substring(0, slash);
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> Path.of(path).getFileName().toString().matches(name + "-[0-9].*\\.jar"))
                .findFirst()
                .map(path -> path + part.substring(slash))
                .orElse(part);
    }

    private static List<String> all() throws Exception {
        var artifacts = ArtifactList.read("sweep/libraries.txt");
        new ArtifactCopies().copy(artifacts, LIBRARIES).fetch(LIBRARIES);
        var libraries = new ArrayList<String>();
        try (var jars = Files.list(LIBRARIES)) {
            jars.map(Path::toString)
                    .filter(jar -> jar.endsWith(".jar"))
                    .sorted()
                    .forEach(libraries::add);
        }
        assertThat(libraries).as("jars in " + LIBRARIES).hasSameSizeAs(artifacts);
        libraries.add("java.base");
        return libraries;
    }
}
