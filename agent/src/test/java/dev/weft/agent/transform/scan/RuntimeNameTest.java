package dev.weft.agent.transform.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeNameTest {
    private static final String NAME = "dev/weft/";
    private static final String LETTERS = "devwft/"; // those of the name: random texts of them nearly match

    @ParameterizedTest
    @ValueSource(strings = {"", "d", "/", "dev/weft", "ev/weft/", "dev.weft.", "dev/left/", "dev/wef/t/", "Ldev/weft;"})
    void occursIn_textWithoutTheName_isFalse(String text) {
        assertThat(occursIn(text)).isFalse();
        assertThat(occursIn("some " + text + " text")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dev/weft/", "dev/dev/weft/", "dev/weft/weft/", "Ldev/weft/Async;", "\u00ff\u0080dev/weft/\u0000"
            })
    void occursIn_textWithTheName_isTrue(String text) {
        assertThat(occursIn(text)).isTrue();
    }

    @Test
    void occursIn_nameAtAnyPlace_isTrue() {
        for (int before = 0; before < 30; before++) {
            for (int after = 0; after < 30; after++) {
                assertThat(occursIn("e".repeat(before) + NAME + "t".repeat(after)))
                        .describedAs("%d before, %d after", before, after)
                        .isTrue();
            }
        }
    }

    @Test
    void occursIn_randomText_saysWhatIndexOfSays() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var text = randomText(random);
            assertThat(occursIn(text)).describedAs("seed %d, %s", seed, text).isEqualTo(text.contains(NAME));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dev/weft/Weft", "dev/weft/abi/Frame", "dev/weft/internal/loop/Job", "dev/weft/agent/AgentMain"})
    void isOfWeft_runtimeAndAgent_isTrue(String name) {
        assertThat(RuntimeName.isOfWeft(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dev/weft/sync/Lock", "dev/weft/examples/Tutorial", "dev/weftless/Weft", "app/dev/weft/Weft", "A"
            })
    void isOfWeft_programs_isFalse(String name) {
        assertThat(RuntimeName.isOfWeft(name)).isFalse();
    }

    private static String randomText(Random random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(40); left > 0; left--) {
            switch (random.nextInt(8)) {
                case 0 -> text.append(NAME, 0, random.nextInt(NAME.length() + 1));
                case 1 -> text.append((char) random.nextInt(256));
                default -> text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
        }
        return text.toString();
    }

    private static boolean occursIn(String text) {
        return RuntimeName.occursIn(text.getBytes(ISO_8859_1));
    }
}
