package dev.weft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures in the READMEs, which must be those of the tables in the results folder. */
class ReadmeFiguresTest {
    private static final Path BENCHMARKS = Path.of("").toAbsolutePath();
    private static final Path RESULTS = BENCHMARKS.resolve("results");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|([^,]+)");
    private static final Pattern RATIO = Pattern.compile("([A-Za-z][^;|]*?) ([0-9.]+) \\(≤");

    /** A measured line of a table. */
    private record Figure(BigDecimal measured, String unit, String ratio) {}

    @ParameterizedTest
    @CsvSource({
        "one yield, P2, virtual threads",
        "suspend once at call depth 100, P3, virtual threads",
        "spawn and await a task, P4, virtual threads",
        "a tree of, P5, virtual threads",
        "live heap of a sleeping task, P6, virtual threads"
    })
    void readme_costTable_saysWhatWasMeasured(String label, String row, String last) throws IOException {
        Map<String, Figure> figures = figures();
        String[] cells = cellsOf(BENCHMARKS.resolveSibling("README.md"), "| " + label);

        assertFigure(cells[2], figures.get(row + "//Weft"));
        assertFigure(cells[3], figures.get(row + "//Kotlin"));
        assertFigure(cells[4], figures.get(row + "//" + last));
    }

    @Test
    void benchmarksReadme_eachRowOfItsTable_saysWhatWasMeasured() throws IOException {
        Map<String, Figure> figures = figures();
        int ratios = 0;
        for (String[] cells : rows()) {
            String row = cells[1].replaceFirst(" ", "/") + (cells[1].contains(" ") ? "" : "/");
            assertFigure(cells[3], figures.get(row + "/Weft"));
            var ratio = RATIO.matcher(cells[4]);
            while (ratio.find()) {
                Figure figure = figures.get(row + "/" + ratio.group(1).strip());
                assertThat(figure).describedAs("%s of %s", ratio.group(1), row).isNotNull();
                assertRounded(ratio.group(2), new BigDecimal(figure.ratio()));
                ratios++;
            }
        }
        assertThat(ratios).isGreaterThan(20);
    }

    /** Checks a cell such as {@code 1,276 ms}: it must be the figure, rounded to as many places as are written. */
    private static void assertFigure(String cell, Figure figure) {
        assertThat(figure).describedAs("what was measured for %s", cell).isNotNull();
        int space = cell.lastIndexOf(' ');
        boolean hasUnit = !figure.unit().isEmpty();
        assertThat(hasUnit ? cell.substring(space + 1) : "").isEqualTo(figure.unit());
        assertRounded(hasUnit ? cell.substring(0, space) : cell, figure.measured());
    }

    private static void assertRounded(String written, BigDecimal measured) {
        var number = new BigDecimal(written.replace(",", ""));
        var rounded = measured.setScale(number.scale(), RoundingMode.HALF_UP);
        var short3 = measured.round(new MathContext(3));
        assertThat(number.compareTo(rounded) == 0 || number.compareTo(short3) == 0)
                .describedAs("%s is written, %s was measured", written, measured)
                .isTrue();
    }

    /** Returns the cells of the rows {@code | P1 | ...} of the table of results in the benchmarks' own README. */
    private static List<String[]> rows() throws IOException {
        var rows = new ArrayList<String[]>();
        for (String line : Files.readAllLines(BENCHMARKS.resolve("README.md"))) {
            String[] cells = line.split("\\s*\\|\\s*", -1);
            if (cells.length == 6 && cells[1].matches("(P\\d+|idle).*")) {
                rows.add(cells);
            }
        }
        assertThat(rows).hasSizeGreaterThan(20);
        return rows;
    }

    private static String[] cellsOf(Path file, String start) throws IOException {
        String line = Files.readAllLines(file).stream()
                .filter(candidate -> candidate.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " has no line that starts with " + start));
        return line.split("\\s*\\|\\s*", -1);
    }

    /** Returns the newest figures, by {@code row/part/who}. */
    private static Map<String, Figure> figures() throws IOException {
        Map<String, Figure> figures = figures("jdk25");
        figures.putAll(figures("jdk25-since"));
        figures.putAll(figures("jdk25-loop"));
        return figures;
    }

    private static Map<String, Figure> figures(String directory) throws IOException {
        var figures = new HashMap<String, Figure>();
        List<String> lines = Files.readAllLines(RESULTS.resolve(directory).resolve("table.csv"));
        for (String line : lines.subList(1, lines.size())) {
            var cells = new ArrayList<String>();
            var cell = QUOTED.matcher(line);
            while (cell.find()) {
                cells.add(cell.group(1) == null ? cell.group(2) : cell.group(1));
            }
            var figure = new Figure(new BigDecimal(cells.get(5)), cells.get(4), cells.get(7));
            figures.put(cells.get(0) + "/" + cells.get(1) + "/" + cells.get(3), figure);
        }
        return figures;
    }
}
