package dev.weft.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {

    @Test
    void text_ofOneShortLine_isTheSameObject() {
        String name = "order-7 \u00fc\ud83d\ude00";
        assertThat(OneLine.of(name)).isSameAs(name);
    }

    @Test
    void text_withControlCharacters_isEscaped() {
        assertThat(OneLine.of("a\nb\r\tc\u001b[2J\u0085\u2028d")).isEqualTo("a\\nb\\r\\tc\\u001b[2J\\u0085\\u2028d");
    }

    @Test
    void text_withCharactersThatTurnTheLine_isEscaped() {
        assertThat(OneLine.of("a\u202eb\u202c\u2066c\u2069\u200e\u200f\u061cd"))
                .isEqualTo("a\\u202eb\\u202c\\u2066c\\u2069\\u200e\\u200f\\u061cd");
        assertThat(OneLine.of("\u05d0\u05d1 \u0627")).as("letters").isEqualTo("\u05d0\u05d1 \u0627");
    }

    @Test
    void text_thatIsLong_isCut() {
        assertThat(OneLine.of("x".repeat(100))).hasSize(100).doesNotContain("…");
        assertThat(OneLine.of("x".repeat(10_000))).isEqualTo("x".repeat(99) + "…");
        assertThat(OneLine.of("x".repeat(98) + "\ud83d\ude00\ud83d\ude00")).isEqualTo("x".repeat(98) + "…");
    }
}
