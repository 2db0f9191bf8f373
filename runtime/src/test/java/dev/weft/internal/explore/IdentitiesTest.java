package dev.weft.internal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is the same in the texts of two runs. */
class IdentitiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Future@4b2d44bc is done             | Future@1 is done",
                "A@4b2d44bc, B@1f2e3, A@4b2d44bc     | A@1, B@2, A@1",
                "app.A$$Lambda$782/0x00007f29@58e92c | app.A$$Lambda@1",
                "app.A$$Lambda/0x00007f29381c@58e92c | app.A$$Lambda@1",
                "joe@example.org owes 12@cafe        | joe@example.org owes 12@cafe",
                "@WeftTest and @deadbeef             | @WeftTest and @deadbeef",
            })
    void numbered_anyText_hasNumbersForObjects(String text, String numbered) {
        assertThat(Identities.numbered(text)).isEqualTo(numbered);
    }
}
