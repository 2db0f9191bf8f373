package dev.weft.agent.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code @Async} functions in Kotlin, which call methods in Java and each other. */
class KotlinIT {
    private static final Path SOURCES = Path.of("src", "test", "resources", "kotlin");

    private static final String CALLEE = """
            package app;

            import dev.weft.*;
            import static dev.weft.Weft.*;

            public class Callee {
                @Async public static Coroutine<Integer> number(int n) {
                    await(yieldNow());
                    return completed(n);
                }
                @Async public static Coroutine<String> failing() {
                    await(yieldNow());
                    throw new IllegalStateException("failed");
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void functions_inKotlin_awaitWhatIsWrittenInJava() throws Exception {
        var loader = loaderOf("Shop.kt");
        assertThat((List<?>) loader.call("app.ShopKt", "callAll"))
                .isEqualTo(List.of(
                        "shop price 2",
                        "shop cost 2",
                        "book7",
                        "nothing0",
                        "null",
                        3,
                        11,
                        "caught failed 1",
                        "staged true",
                        8,
                        "shop 5",
                        12,
                        8,
                        "ext3"));
        assertThat(loader.loadClass("app.Shop").getDeclaredMethods())
                .as("a suspend function is Kotlin's own business")
                .noneMatch(method -> method.getName().startsWith("leftAlone$weft"));
    }

    @Test
    void values_thatMayBeNull_areHeldByEveryTypeOfTheApi() throws Exception {
        assertThat((List<?>) loaderOf("Absent.kt").call("app.AbsentKt", "findAbsent"))
                .hasSize(20)
                .containsOnlyNulls();
    }

    @Test
    void value_thatMayBeNull_isNoStringToTheCompiler() throws Exception {
        var careless = directory.resolve("Careless.kt");
        Files.writeString(careless, """
                package app

                import dev.weft.Weft.await
                import dev.weft.Weft.completed

                fun length(): Int = await(completed<String?>(null)).length
                """);
        assertThat(compiled(careless, directory))
                .startsWith("COMPILATION_ERROR")
                .contains("Careless.kt:6:52")
                .contains("nullable receiver of type 'String?'");
    }

    private MemoryLoader loaderOf(String source) throws Exception {
        return new MemoryLoader(compile(SOURCES.resolve(source)), KotlinIT.class.getClassLoader());
    }

    private Map<String, byte[]> compile(Path source) throws Exception {
        var classes = new HashMap<>(CompiledSources.compile("app.Callee", CALLEE, "-g"));
        var callee = Files.createDirectories(directory.resolve("java/app"));
        Files.write(callee.resolve("Callee.class"), classes.get("app/Callee"));
        var output = directory.resolve("kotlin");
        assertThat(compiled(source, output, callee.getParent())).startsWith("OK");
        ClassPath.read(output, classes);
        return classes;
    }

    /** How the compiler ended, and what it said. */
    private static String compiled(Path source, Path output, Path... classPath) {
        var said = new ByteArrayOutputStream();
        var ended = new K2JVMCompiler()
                .exec(
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        "-no-reflect",
                        "-no-stdlib",
                        "-jvm-target",
                        "17",
                        "-classpath",
                        ClassPath.with(classPath),
                        "-d",
                        output.toString(),
                        source.toString());
        return ended + " " + said.toString(StandardCharsets.UTF_8);
    }
}
