package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java programs of the READMEs and guides: each compiles without a warning, and prints the block below it. */
class ReadmeIT {
    static Stream<Pages.Program> programs() throws IOException {
        return Pages.programsOf(Pages.text()).stream().filter(program -> !program.awaitsASignal()); // see ContainerIT
    }

    @ParameterizedTest
    @MethodSource("programs")
    void program_compiledAndRun_printsTheBlockBelowIt(Pages.Program program, @TempDir Path directory) throws Exception {
        String classPath = program.compile(directory);

        Command.Result result = Command.java(program.optionOfTheAgent(), "-cp", classPath, program.name());

        assertThat(result.out()).isEqualTo(program.output());
        assertThat(result.status()).isZero();
        // The agent reports a refused method when the class is loaded; the program prints the same message.
        assertThat(program.output()).containsAll(result.err());
    }
}
