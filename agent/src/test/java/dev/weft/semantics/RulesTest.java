package dev.weft.semantics;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that each rule of the semantics has a test, and that the tests which the table of rules names exist. */
class RulesTest {
    private static final Path TWINS = Path.of("src/test/resources/semantics");
    private static final List<Path> TESTS = List.of(Path.of("src/test/java"), Path.of("../runtime/src/test/java"));
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private record Row(int rule, List<String> twins, List<String> others) {
        static Row of(String line) {
            String[] cells = line.split("\\|", -1);
            return new Row(Integer.parseInt(cells[1].trim()), codeIn(cells[3]), codeIn(cells[4]));
        }

        private static List<String> codeIn(String cell) {
            return CODE.matcher(cell)
                    .results()
                    .map((MatchResult code) -> code.group(1))
                    .toList();
        }
    }

    private static List<Row> rows() throws IOException {
        return Files.readString(TWINS.resolve("README.md"))
                .lines()
                .filter(line -> line.matches("\\| \\d+ .*"))
                .map(Row::of)
                .toList();
    }

    @Test
    void eachRule_hasARowWithATest() throws IOException {
        List<Integer> rules = IntStream.rangeClosed(1, 45).boxed().toList();
        assertThat(rows()).extracting(Row::rule).isEqualTo(rules);
        assertThat(rows())
                .allMatch(row -> !row.twins().isEmpty() || !row.others().isEmpty());
    }

    @Test
    void twinsOfARule_bearItsNumberAndAreRunByATest() throws IOException {
        String tests = sources().map(RulesTest::text).collect(joining());
        for (Row row : rows()) {
            String prefix = String.format("rule%02d_", row.rule());
            List<String> programs = programs(prefix);
            assertThat(row.twins())
                    .as("twins of rule %s", row.rule())
                    .isEqualTo(programs.isEmpty() ? List.of() : List.of(prefix + "*"));
            assertThat(programs).allSatisfy(program -> {
                assertThat(TWINS.resolve(program + ".txt")).exists();
                assertThat(tests).contains('"' + program + '"');
            });
        }
    }

    private static List<String> programs(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(TWINS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && name.endsWith(".py"))
                    .map(name -> name.substring(0, name.length() - ".py".length()))
                    .toList();
        }
    }

    @Test
    void otherTestsOfARule_exist() throws IOException {
        List<Path> sources = sources().toList();
        assertThat(rows().stream().flatMap(row -> row.others().stream())).allSatisfy(test -> {
            String file = test.substring(0, test.indexOf('.')) + ".java";
            String method = "void " + test.substring(test.indexOf('.') + 1) + "(";
            assertThat(sources)
                    .as(test)
                    .anyMatch(source -> source.endsWith(file) && text(source).contains(method));
        });
    }

    private static Stream<Path> sources() {
        return TESTS.stream().flatMap(RulesTest::sourcesIn);
    }

    private static Stream<Path> sourcesIn(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
