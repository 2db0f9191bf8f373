package dev.weft.asyncio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the cases that the tests name with the list of CPython's, and with the table of those that are left out. */
class PortTest {
    private static final Pattern IN_TABLE = Pattern.compile("`(test_[^`]+)`");

    private final Set<String> all = new TreeSet<>(text("cases.txt").lines().toList());
    private final Set<String> ported = ported();

    @Test
    void portedCases_areCasesOfCpython() {
        assertThat(ported).isSubsetOf(all);
    }

    @Test
    void portedCases_areThreeHundredAtLeast() {
        assertThat(ported).hasSizeGreaterThanOrEqualTo(300);
    }

    @Test
    void casesThatAreNotPorted_areInTheTable() {
        List<Pattern> patterns = leftOut().map(PortTest::pattern).toList();
        assertThat(notPorted())
                .allSatisfy(name -> assertThat(patterns)
                        .as("entries of the table for %s", name)
                        .anyMatch(pattern -> pattern.matcher(name).matches()));
    }

    @Test
    void entriesOfTheTable_standForCasesThatAreNotPorted() {
        assertThat(leftOut())
                .allSatisfy(entry -> assertThat(notPorted())
                        .as("cases that %s stands for", entry)
                        .anyMatch(name -> pattern(entry).matcher(name).matches()));
    }

    private Set<String> notPorted() {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(ported);
        return rest;
    }

    private static Stream<String> leftOut() {
        return text("README.md")
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf(" | ")))
                .flatMap(cell -> IN_TABLE.matcher(cell).results())
                .map((MatchResult entry) -> entry.group(1));
    }

    private static Pattern pattern(String entry) {
        return Pattern.compile(entry.replace(".", "\\.").replace("*", ".*"));
    }

    private static Set<String> ported() {
        return testClasses()
                .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
                .flatMap(PortTest::portedBy)
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<String> portedBy(Class<?> type) {
        PortOf port = type.getAnnotation(PortOf.class);
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Ported.class))
                .flatMap((Method method) -> {
                    assertThat(port).as("@PortOf of the class of %s", method).isNotNull();
                    return Arrays.stream(method.getAnnotation(Ported.class).value());
                })
                .map(name -> port.value() + "." + name);
    }

    private static Stream<Class<?>> testClasses() {
        try (Stream<Path> files = Files.list(
                Path.of(PortTest.class.getResource("PortTest.class").toURI()).getParent())) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("IT.class"))
                    .map(name -> PortTest.class.getPackageName() + "."
                            + name.substring(0, name.length() - ".class".length()))
                    .toList();
            return names.stream().map(PortTest::load);
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PortTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(String name) {
        try (InputStream stream = PortTest.class.getResourceAsStream("/asyncio/" + name)) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
