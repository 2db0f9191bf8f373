package dev.weft.agent;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checks of source code as a compiler finds them on its processor path, here in a JVM that runs the agent. The oracle is the weaver,
 * whose messages about the same samples stand beside them.
 */
class CompilerChecksIT {
    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final String CHECKS = Path.of("target", "weft-agent.jar").toString();

    /** What a declaration shows; what only a body shows is left to the weaver. */
    private static final Pattern DECLARED = Pattern.compile("WEFT-(003|007|008) .*");

    @TempDir
    Path output;

    static Stream<Path> samples() throws IOException {
        return Stream.of("rejected", "warned").flatMap(CompilerChecksIT::sourcesIn);
    }

    private static Stream<Path> sourcesIn(String folder) {
        try (var files = Files.list(RESOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void declaration_thatTheWeaverRefuses_isRefusedByJavac(Path sample) throws IOException {
        var messages = javac(sample).getDiagnostics();
        assertThat(declared(messages)).isEqualTo(refusedByTheWeaver(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void declaration_thatTheWeaverRefuses_isRefusedByEclipse(Path sample) throws IOException {
        var messages = compile(new EclipseCompiler(), sample).getDiagnostics();
        assertThat(declared(messages)).isEqualTo(refusedByTheWeaver(sample));
    }

    @Test
    void mistake_inAReturnType_isReportedWithTheWeaversWordsAtTheDeclaration() throws IOException {
        var sample = RESOURCES.resolve("rejected/GenericReturnType.java");
        var words = Files.readString(RESOURCES.resolve("rejected/GenericReturnType.txt"));
        var mistake = javac(sample).getDiagnostics().get(0);
        assertThat(mistake.getKind()).isEqualTo(Diagnostic.Kind.ERROR);
        assertThat(mistake.getMessage(Locale.ROOT))
                .isEqualTo("WEFT-007 load"
                        + words.substring(words.indexOf("): ") + 1).strip());
        assertThat(mistake.getLineNumber()).isPositive();
    }

    @Test
    void abstractMethod_markedAsync_isWarnedOf() throws IOException {
        var source = write("Orders", """
                interface Orders {
                    @dev.weft.Async dev.weft.Coroutine<Integer> count();
                }
                """);
        assertThat(javac(source).getDiagnostics())
                .singleElement()
                .satisfies(
                        it -> assertThat(it.getKind()).isIn(Diagnostic.Kind.WARNING, Diagnostic.Kind.MANDATORY_WARNING))
                .satisfies(it -> assertThat(it.getMessage(Locale.ROOT))
                        .isEqualTo("WEFT-017 count: @Async on an abstract method has no effect."
                                + " Remove @Async here, and mark the implementations that await."));
    }

    @Test
    void constructor_markedAsync_isRefusedByTheAnnotationItself() throws IOException {
        var source = write("Orders", "class Orders { @dev.weft.Async Orders() {} }");
        assertThat(javac(source).getDiagnostics())
                .singleElement()
                .satisfies(it -> assertThat(it.getKind()).isEqualTo(Diagnostic.Kind.ERROR));
    }

    @Test
    void coroutine_droppedInAStatementALambdaOrAReference_isWarnedOfWhereItIs() throws IOException {
        var source = write("Orders", """
                import static dev.weft.Weft.*;
                import dev.weft.*;
                import java.util.*;
                class Orders {
                    @Async static Coroutine<Integer> load(int id) { return completed(id); }
                    static Coroutine<Integer> first() { return load(1); }
                    void dropped() {
                        load(1);
                        Runnable lambda = () -> load(2);
                        Runnable reference = Orders::first;
                        for (int i = 0; i < 3; load(i)) i++;
                        sleep(java.time.Duration.ZERO);
                    }
                    void kept(Map<String, Coroutine<Integer>> map, AsyncCallable<Integer> other) {
                        map.put("a", load(1));
                        AsyncCallable<Integer> body = () -> load(2);
                        AsyncCallable<Integer> reference = Orders::first;
                        createTask(load(3));
                        load(4).close();
                        completed(5);
                    }
                }
                """);
        assertThat(javac(source).getDiagnostics())
                .allMatch(it -> it.getMessage(Locale.ROOT).startsWith("WEFT-015 "))
                .extracting(Diagnostic::getLineNumber)
                .containsExactly(8L, 9L, 10L, 11L, 12L);
    }

    @Test
    void call_thatMockitoRecords_dropsNothing() throws IOException {
        var source = write("OrdersTest", """
                import static org.mockito.Mockito.*;
                class OrdersTest {
                    interface Orders { dev.weft.Coroutine<Integer> load(int id); }
                    void test(Orders orders) {
                        verify(orders).load(1);
                        doReturn(null).when(orders).load(2);
                    }
                }
                """);
        assertThat(javac(source).getDiagnostics()).isEmpty();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(output.resolve(name + ".java"), text);
    }

    private DiagnosticCollector<JavaFileObject> javac(Path source) {
        return compile(ToolProvider.getSystemJavaCompiler(), source);
    }

    private DiagnosticCollector<JavaFileObject> compile(JavaCompiler compiler, Path source) {
        var messages = new DiagnosticCollector<JavaFileObject>();
        var options = List.of(
                "-d", output.toString(), "-processorpath", CHECKS, "-classpath", System.getProperty("java.class.path"));
        var files = compiler.getStandardFileManager(messages, null, null);
        compiler.getTask(new StringWriter(), files, messages, options, null, files.getJavaFileObjects(source))
                .call();
        return messages;
    }

    private static Set<String> declared(List<Diagnostic<? extends JavaFileObject>> messages) {
        return messages.stream()
                .map(it -> it.getMessage(Locale.ROOT))
                .filter(it -> DECLARED.matcher(it).matches())
                .map(it -> it.substring(0, it.indexOf(':')))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> refusedByTheWeaver(Path sample) throws IOException {
        if (Files.readString(sample).contains("@WeftTest")) {
            return Set.of(); // a test is refused for what its body does
        }
        var recorded = Path.of(sample.toString().replace(".java", ".txt"));
        return Files.readAllLines(recorded).stream()
                .filter(it -> DECLARED.matcher(it).matches())
                .map(it -> it.replaceFirst(" \\(.*", "").replaceFirst(" .*\\.", " "))
                .collect(toCollection(TreeSet::new));
    }
}
