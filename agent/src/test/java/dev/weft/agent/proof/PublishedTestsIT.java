package dev.weft.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published tests of libraries that nobody wrote for Weft, with each call in library and tests really suspending:
 * they must end as they do without the agent.
 */
class PublishedTestsIT {
    static List<LibrarySuite> suites() throws IOException {
        return LibrarySuites.selected();
    }

    @BeforeAll
    static void fetch() throws Exception {
        LibrarySuites.fetch(suites());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void tests_everyCallSuspends_endAsWithoutTheAgent(LibrarySuite suite) throws Exception {
        var plainRun = SuiteRun.plain(suite);
        var stressedRun = SuiteRun.stressed(suite);
        var plain = plainRun.result();
        var stressed = stressedRun.result();
        var report = stressedRun.report();
        var differences = OutcomeDifference.between(plain.outcomes(), stressed.outcomes());

        System.out.printf(
                "%s: %d tests in %d s, suspending in %d s, %d differ; %d methods woven, %d points, failed %d; left alone: %s%n",
                suite,
                plain.outcomes().size(),
                plain.seconds(),
                stressed.seconds(),
                differences.size(),
                report.methods(),
                report.points(),
                report.failures().size(),
                String.join(", ", report.leftAlone()));
        assertThat(report.failures()).as("what the weaver could not do").isEmpty();
        assertThat(report.points()).as("calls that suspended").isPositive();
        assertThat(plain.outcomes().values())
                .as("tests that pass without the agent")
                .anyMatch(outcome -> outcome.status().equals("SUCCESSFUL"));
        assertThat(KnownDifferences.of(suite).unexpected(differences)).isEmpty();
    }
}
