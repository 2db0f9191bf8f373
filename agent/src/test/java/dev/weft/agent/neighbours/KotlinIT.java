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
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code @Async} functions in Kotlin, which call methods in Java and each other. */
class KotlinIT {
    private static final Path SOURCE = Path.of("src", "test", "resources", "kotlin", "Shop.kt");

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
        var loader = new MemoryLoader(compile(), KotlinIT.class.getClassLoader());
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

    private Map<String, byte[]> compile() throws Exception {
        var classes = new HashMap<>(CompiledSources.compile("app.Callee", CALLEE, "-g"));
        var callee = Files.createDirectories(directory.resolve("java/app"));
        Files.write(callee.resolve("Callee.class"), classes.get("app/Callee"));
        var output = directory.resolve("kotlin");
        var said = new ByteArrayOutputStream();
        var ended = new K2JVMCompiler()
                .exec(
                        new PrintStream(said, true, StandardCharsets.UTF_8),
                        "-no-reflect",
                        "-no-stdlib",
                        "-jvm-target",
                        "17",
                        "-classpath",
                        ClassPath.with(callee.getParent()),
                        "-d",
                        output.toString(),
                        SOURCE.toString());
        assertThat(ended).as(() -> said.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.OK);
        ClassPath.read(output, classes);
        return classes;
    }
}
