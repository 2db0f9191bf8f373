package dev.weft.agent.published;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.maven.MavenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same sources give the same jars and POMs, byte by byte, wherever and whenever they are built. */
@Tag("published")
class ReproducibleJarsIT {
    private static final Path BUILD = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> SOURCES = List.of(
            ".mvn",
            "LICENSE",
            "pom.xml",
            "runtime/pom.xml",
            "runtime/bom/pom.xml",
            "runtime/src/main",
            "agent/pom.xml",
            "agent/src/main",
            "examples/pom.xml",
            "benchmarks/pom.xml");
    private static final List<String> PRODUCTS = List.of(
            "runtime/target/weft-runtime.jar",
            "runtime/target/weft-runtime-sources.jar",
            "runtime/target/weft-runtime-javadoc.jar",
            "runtime/target/.flattened-pom.xml",
            "runtime/bom/target/.flattened-pom.xml",
            "agent/target/weft-agent.jar",
            "agent/target/weft-agent-sources.jar",
            "agent/target/weft-agent-javadoc.jar",
            "agent/target/.flattened-pom.xml");

    @Test
    void products_builtInAnotherDirectory_areTheSameBytes(@TempDir Path elsewhere) throws Exception {
        for (var source : SOURCES) {
            copy(BUILD.resolve(source), elsewhere.resolve(source));
        }

        MavenRun.of(
                elsewhere,
                List.of(
                        "-Dquick",
                        "-Dmaven.test.skip",
                        "-Dmaven.source.skip=false",
                        "-Dmaven.javadoc.skip=false",
                        "-pl",
                        "agent",
                        "-am",
                        "pre-integration-test"));

        assertThat(PRODUCTS)
                .allSatisfy(product ->
                        assertThat(elsewhere.resolve(product)).hasSameBinaryContentAs(BUILD.resolve(product)));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = file.equals(from)
                        ? to
                        : to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
