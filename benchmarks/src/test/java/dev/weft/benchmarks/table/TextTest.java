package dev.weft.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void number_anySize_hasThreeDigitsOrMoreThatCount() {
        assertThat(Text.number(1_234_567.8)).isEqualTo("1,234,568");
        assertThat(Text.number(123.45)).isEqualTo("123");
        assertThat(Text.number(12.345)).isEqualTo("12.3");
        assertThat(Text.number(-1.2345)).isEqualTo("-1.23");
        assertThat(Text.number(0.0123)).isEqualTo("0.012");
        assertThat(Text.number(Double.NaN)).isEqualTo("?");
    }

    @Test
    void ratioLimit_partOfOne_isWrittenAsAPart() {
        assertThat(Text.ratioLimit(1 / 3.0)).isEqualTo("≤ 1/3");
        assertThat(Text.ratioLimit(1 / 1.5)).isEqualTo("≤ 1/1.5");
        assertThat(Text.ratioLimit(1.3)).isEqualTo("≤ 1.3");
        assertThat(Text.ratioLimit(0.65)).isEqualTo("≤ 0.65");
        assertThat(Text.ratioLimit(1)).isEqualTo("≤ 1");
    }
}
