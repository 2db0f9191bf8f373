package dev.weft.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

/** The table of contents, whose benchmarks must exist. */
class RowsTest {

    @Test
    void all_rows_haveTitlesOfTheirOwn() {
        assertThat(Rows.all()).extracting(Row::fileName).doesNotHaveDuplicates();
    }

    @Test
    void all_benchmarksOfRows_exist() {
        assertThat(Rows.all().stream()
                        .flatMap(row -> Stream.concat(Stream.of(row.ours()), row.peers().stream()))
                        .flatMap(entry -> benchmarks(entry.source())))
                .isNotEmpty()
                .allSatisfy(source -> assertThat(isBenchmark(source.type(), source.method()))
                        .as(source.type().getSimpleName() + "." + source.method())
                        .isTrue());
    }

    @Test
    void all_benchmarksOfCurves_exist() {
        assertThat(Curves.all().stream().flatMap(curve -> curve.series().stream()))
                .isNotEmpty()
                .allSatisfy(series -> assertThat(isBenchmark(series.type(), series.method()))
                        .as(series.type().getSimpleName() + "." + series.method())
                        .isTrue());
    }

    private static Stream<Source.Jmh> benchmarks(Source source) {
        if (source instanceof Source.Jmh benchmark) {
            return Stream.of(benchmark);
        }
        return source instanceof Source.Difference difference
                ? Stream.of(difference.whole(), difference.base())
                : Stream.of();
    }

    private static boolean isBenchmark(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .map(Method::getName)
                .anyMatch(name::equals);
    }
}
