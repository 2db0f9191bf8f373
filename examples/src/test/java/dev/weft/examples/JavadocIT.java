package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples in the runtime's javadoc: each compiles without a warning and prints what its comments say,
 * {@code println(...); // line} or {@code // line, then line}.
 */
class JavadocIT {
    private static final Path SOURCES = Command.ROOT.resolve("runtime/src/main/java");
    private static final Path RUNTIME = Command.ROOT.resolve("runtime/target/weft-runtime.jar");
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\R(.*?)\\R[ *]*}</pre>", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("^class (\\w+)", Pattern.MULTILINE);
    private static final Pattern PRINTED = Pattern.compile("println\\(.*\\); // (.+)");

    private static final String IMPORTS = """
            import static dev.weft.Weft.*;
            import static java.nio.charset.StandardCharsets.US_ASCII;
            import dev.weft.*;
            import dev.weft.insight.*;
            import dev.weft.net.*;
            import dev.weft.sync.*;
            import dev.weft.sync.PriorityQueue;
            import dev.weft.sync.Queue;
            import dev.weft.testing.*;
            import java.io.IOException;
            import java.nio.ByteBuffer;
            import java.nio.channels.Pipe;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.CompletableFuture;
            import java.util.concurrent.Executor;
            import java.util.concurrent.Executors;
            import java.util.concurrent.TimeoutException;
            """;

    /** The program around an example of statements: it runs them in a task, on a clock that jumps. */
    private static final String STATEMENTS = """
            class Example {
                @Async
                static Coroutine<String> load(String name) throws IOException {
                    await(sleep(Duration.ofMillis(10)));
                    if (name.equals("lost")) {
                        throw new IOException(name);
                    }
                    return completed("page of " + name);
                }

                @Async
                static Coroutine<Void> example() throws Exception {
                    // the example
                    return completed();
                }

                public static void main(String[] args) {
                    try (TestLoop loop = new TestLoop()) {
                        loop.run(async(() -> example()));
                    }
                }
            }
            """;

    /**
     * An example.
     *
     * @param place the source file, and the number of the example in it
     * @param code statements, or a class with a main method
     */
    record Example(String place, String code) {
        String className() {
            Matcher type = CLASS.matcher(code);
            return type.find() ? type.group(1) : "Example";
        }

        String program() {
            return IMPORTS + (CLASS.matcher(code).find() ? code : STATEMENTS.replace("// the example", code));
        }

        List<String> output() {
            return PRINTED.matcher(code)
                    .results()
                    .flatMap(comment -> Arrays.stream(comment.group(1).split(", then ")))
                    .toList();
        }

        @Override
        public String toString() {
            return place;
        }
    }

    static Stream<Example> examples() throws IOException {
        return sources().stream().flatMap(JavadocIT::examplesOf);
    }

    private static Stream<Example> examplesOf(Path source) {
        List<String> blocks = EXAMPLE.matcher(read(source))
                .results()
                .map(JavadocIT::withoutAsterisks)
                .toList();
        return IntStream.range(0, blocks.size())
                .mapToObj(i -> new Example(source.getFileName() + " " + (i + 1), blocks.get(i)));
    }

    private static String withoutAsterisks(MatchResult block) {
        return block.group(1).replaceAll("(?m)^ *\\* ?", "");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void example_compiledAndRun_printsWhatItsCommentsSay(Example example, @TempDir Path directory) throws Exception {
        compile(Files.writeString(directory.resolve(example.className() + ".java"), example.program()));

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            Method main = loader.loadClass(example.className()).getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            assertThat(Printed.by(() -> call(main))).isEqualTo(example.output()).isNotEmpty();
        }
    }

    @Test
    void everyBlock_ofTheJavadoc_isAnExample() throws IOException {
        long blocks = sources().stream()
                .flatMap(
                        source -> Pattern.compile("<pre>").matcher(read(source)).results())
                .count();
        assertThat(examples()).hasSize((int) blocks).hasSizeGreaterThan(20);
    }

    private static void compile(Path source) {
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-Xlint:all", "-Werror", "-cp", RUNTIME.toString(), source.toString());
        assertThat(status).as("exit code of javac").isZero();
    }

    private static void call(Method main) {
        try {
            main.invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            throw new AssertionError("the example has failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError("main is not accessible", e);
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
