package dev.weft.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.benchmarks.YieldBenchmark;
import dev.weft.benchmarks.result.Estimate;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** The verdicts on figures, and the table in all its forms. */
class MeasuredRowTest {
    private static final Row ROW = RowBuilder.row("P2", "test", "yield & \"more\"", "ns")
            .atMost(12)
            .jmh("Weft", YieldBenchmark.class, "weft")
            .jmh("Kotlin", YieldBenchmark.class, "kotlin", 1 / 4.0)
            .jmh("virtual threads", YieldBenchmark.class, "virtualThreads")
            .build();
    private static final Machine MACHINE = new Machine("a processor", 2, "a system", "25.0.1", "2026-01-01 00:00");

    private static MeasuredRow measured(double ours, double error, double kotlin) {
        return new MeasuredRow(
                ROW,
                Optional.of(new Estimate(ours, error)),
                List.of(
                        new MeasuredRow.Peer(ROW.peers().get(0), Optional.of(new Estimate(kotlin, 0))),
                        new MeasuredRow.Peer(ROW.peers().get(1), Optional.of(new Estimate(204, 1)))));
    }

    @Test
    void verdict_ratioAtMostTheTarget_isMet() {
        var row = measured(7, 0.1, 39);
        assertThat(row.verdict(row.peers().get(0))).contains(Verdict.MET);
        assertThat(row.verdict(row.peers().get(1))).isEmpty();
        assertThat(row.isMet()).isTrue();
    }

    @Test
    void verdict_ratioOverTheTarget_isMissed() {
        var row = measured(11, 0.1, 39);
        assertThat(row.verdict(row.peers().get(0))).contains(Verdict.MISSED);
        assertThat(row.isMet()).isFalse();
    }

    @Test
    void verdict_targetInsideOfTheError_saysSo() {
        var above = measured(10, 1, 39);
        var below = measured(9.5, 1, 39);
        assertThat(above.verdict(above.peers().get(0))).contains(Verdict.MISSED_WITHIN_ERROR);
        assertThat(below.verdict(below.peers().get(0))).contains(Verdict.MET_WITHIN_ERROR);
    }

    @Test
    void isMet_ownFigureOverItsTarget_isFalse() {
        var row = measured(13, 0.1, 390);
        assertThat(row.ownVerdict()).contains(Verdict.MISSED);
        assertThat(row.isMet()).isFalse();
    }

    @Test
    void isMet_measurementThatFailed_isFalse() {
        assertThat(new MeasuredRow(ROW, Optional.empty(), List.of()).isMet()).isFalse();
    }

    @Test
    void markdown_measuredRow_hasALineForEach() {
        assertThat(Markdown.of(List.of(measured(7, 0.1, 39))).lines().skip(2).map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "| P2 test | yield & \"more\" | Weft | 7.00 ± 0.100 ns | | ≤ 12 ns | met |",
                        "| | | Kotlin | 39.0 ± 0.000 ns | 0.179 ± 0.003 | ≤ 1/4 | met |",
                        "| | | virtual threads | 204 ± 1.00 ns | 0.034 ± 0.001 | | |");
    }

    @Test
    void dataFiles_measuredRow_quoteTextsAndKeepNumbers() {
        var files = new DataFiles(MACHINE, List.of(measured(7, Double.NaN, 39)));
        assertThat(files.csv().lines().skip(1).findFirst())
                .contains(
                        "\"P2\",\"test\",\"yield & \"\"more\"\"\",\"Weft\",\"ns\",7.0,\"\",\"\",\"\",12.0,\"MET\",\"25.0.1\"");
        assertThat(files.json())
                .contains(
                        "\"work\": \"yield & \\\"more\\\"\", \"who\": \"Weft\", \"unit\": \"ns\", \"measured\": 7.0, \"error\": \"\"");
    }

    @Test
    void barChart_measuredRow_isXmlWithABarForEach() throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(BarChart.of(measured(7, 0.1, 39)))));
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 3); // with the background
    }
}
