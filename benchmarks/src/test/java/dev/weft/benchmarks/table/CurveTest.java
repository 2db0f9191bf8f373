package dev.weft.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.benchmarks.result.Estimate;
import dev.weft.benchmarks.table.Curve.Line;
import java.io.StringReader;
import java.util.List;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class CurveTest {

    private static Line line(double... costs) {
        var points = new TreeMap<Integer, Estimate>();
        int size = 1;
        for (double cost : costs) {
            points.put(size, new Estimate(cost, 0));
            size *= 10;
        }
        return new Line("Weft", points);
    }

    @Test
    void growth_costThatFalls_isOne() {
        assertThat(line(40, 20, 10).growth()).isEqualTo(1);
    }

    @Test
    void growth_costThatFallsAndRises_isCountedFromTheCheapest() {
        assertThat(line(40, 10, 12, 30, 20).growth()).isEqualTo(3);
    }

    @Test
    void lineChart_curve_isXmlWithADotForEachPoint() throws Exception {
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(
                        new StringReader(LineChart.of(Curves.all().get(0), List.of(line(40, 10, 12), line(3, 0.5))))));
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(5);
    }
}
