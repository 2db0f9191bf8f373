package dev.weft.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares plans and bytecode with what stands in {@code golden/}: what changes there is for a reader to judge.
 * {@code -Dweft.golden=write} writes the files anew.
 */
class GoldenFilesTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @ValueSource(strings = {"Loop", "TryFinally", "Fused", "PendingNew", "Stage", "Generator", "Test"})
    void method_woven_hasThePlanAndTheCodeOfItsGoldenFile(String name) throws IOException {
        var woven = Stages.of(Files.readString(DIRECTORY.resolve(name + ".java")), "m")
                .woven();
        var text = new StringBuilder(woven.planText());
        for (var method : woven.hostMethods()) {
            text.append('\n').append(method.name).append(method.desc).append('\n');
            text.append(Stages.text(method));
        }
        var golden = DIRECTORY.resolve(name + ".txt");
        if ("write".equals(System.getProperty("weft.golden"))) {
            Files.writeString(golden, text);
        }
        assertThat(text.toString()).isEqualTo(Files.readString(golden));
    }
}
