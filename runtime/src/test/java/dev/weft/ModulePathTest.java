package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime as a module, as a user's compiler sees it. */
class ModulePathTest {

    @Test
    void userModule_withNothingButTheRuntimeOnTheModulePath_compilesWithoutAWarning(@TempDir Path directory)
            throws IOException {
        Path module = Files.writeString(directory.resolve("module-info.java"), "module app { requires dev.weft; }");
        Path program = Files.writeString(directory.resolve("Program.java"), """
                package app;

                import static dev.weft.Weft.completed;

                import dev.weft.Async;
                import dev.weft.Coroutine;
                import dev.weft.EventLoop;
                import dev.weft.LoopError;

                public class Program {
                    @Async
                    static Coroutine<Throwable> cause(EventLoop loop, LoopError error) {
                        loop.setExceptionHandler(null);
                        return completed(error.exception());
                    }
                }
                """);
        assertThat(compile(directory, module, program)).isEmpty();
    }

    /** What javac says. */
    private static String compile(Path directory, Path... sources) throws IOException {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "the tests need a JDK");
        var said = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var options =
                    List.of("-proc:none", "-Xlint:all", "-Werror", "-p", "target/classes", "-d", directory.toString());
            boolean compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(sources))
                    .call();
            assertThat(compiled).as(said.toString()).isTrue();
        }
        return said.toString();
    }
}
