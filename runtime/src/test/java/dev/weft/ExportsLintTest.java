package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * javac's own look at the wall around the module, {@code -Xlint:exports}. The build has it off, because javac warns of
 * each annotation of JSpecify, which users need not have, and nothing can silence those alone.
 */
class ExportsLintTest {

    private static final Pattern SUPERCLASS = Pattern.compile("^\\s*public .*\\bclass \\S+.* extends \\S+.*");

    private static final Pattern OPTIONAL = Pattern.compile(
            "jspecify|junit-jupiter-api|junit-jupiter-params|junit-platform-commons|opentest4j|apiguardian");

    @Test
    void exports_ofTheModule_nameNothingInternalButSuperclasses(@TempDir Path output) throws IOException {
        List<Diagnostic<? extends JavaFileObject>> warnings = lint(output);

        assertThat(warnings).as("javac sees the superclasses: the lint is on").anyMatch(ExportsLintTest::isSuperclass);
        assertThat(warnings)
                .filteredOn(warning -> !isOfAnOptionalModule(warning) && !isSuperclass(warning))
                .isEmpty();
    }

    private static List<Diagnostic<? extends JavaFileObject>> lint(Path output) throws IOException {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "the tests run on a JDK");
        var found = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(found, null, null);
                Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            var units = files.getJavaFileObjectsFromPaths(
                    sources.filter(file -> file.toString().endsWith(".java")).toList());
            var options = List.of(
                    "-Xlint:exports",
                    "-Xmaxwarns",
                    "10000",
                    "-proc:none",
                    "--release",
                    "17",
                    "-p",
                    optionalModules(),
                    "-d",
                    output.toString());
            assertThat(compiler.getTask(null, files, found, options, null, units)
                            .call())
                    .as("%s", found.getDiagnostics())
                    .isTrue();
        }
        return found.getDiagnostics();
    }

    private static String optionalModules() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> OPTIONAL.matcher(Path.of(entry).getFileName().toString())
                        .lookingAt())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isOfAnOptionalModule(Diagnostic<? extends JavaFileObject> warning) {
        String message = warning.getMessage(null);
        return message.contains("Nullable in module org.jspecify")
                || message.contains("NullMarked in module org.jspecify")
                || message.contains("in module org.junit."); // of the tests that users have it for
    }

    private static boolean isSuperclass(Diagnostic<? extends JavaFileObject> warning) {
        JavaFileObject source = warning.getSource();
        return source != null
                && SUPERCLASS.matcher(line(source, warning.getLineNumber())).matches();
    }

    private static String line(JavaFileObject source, long number) {
        try {
            return source.getCharContent(true)
                    .toString()
                    .lines()
                    .skip(number - 1)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
