package dev.weft.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which differences between two runs of a suite are faults. */
class KnownDifferencesTest {
    private static final TestOutcome PASSED = new TestOutcome("SUCCESSFUL", "");
    private static final TestOutcome FAILED = new TestOutcome("FAILED", "java.lang.AssertionError: 1");
    private static final Map<String, TestOutcome> PLAIN = Map.of("A/a()", PASSED, "A/b()", PASSED);

    @Test
    void outcomes_ofEqualRuns_areNoFault() {
        assertThat(known("").unexpected(OutcomeDifference.between(PLAIN, PLAIN)))
                .isEmpty();
    }

    @Test
    void outcome_ofATestThatEndsOtherwise_isAFault() {
        assertThat(known("").unexpected(differences("A/b()", FAILED))).containsExactly("""
                        A/b()
                            without the agent: SUCCESSFUL
                            every call suspends: FAILED (java.lang.AssertionError: 1)""");
    }

    @Test
    void outcome_withAnotherMessage_isAFault() {
        var other = new TestOutcome("FAILED", "java.lang.AssertionError: 2");
        assertThat(OutcomeDifference.between(Map.of("A/a()", FAILED), Map.of("A/a()", other)))
                .hasSize(1);
    }

    @Test
    void outcome_ofATestThatRanOnlyOnce_isAFault() {
        assertThat(known("").unexpected(OutcomeDifference.between(PLAIN, Map.of("A/a()", PASSED))))
                .hasSize(1);
        assertThat(known("").unexpected(OutcomeDifference.between(Map.of("A/a()", PASSED), PLAIN)))
                .hasSize(1);
    }

    @Test
    void difference_thatIsKnown_isNoFault() {
        assertThat(known("A/b()\n  counts its stack frames").unexpected(differences("A/b()", FAILED)))
                .isEmpty();
    }

    @Test
    void difference_thatIsKnownAndGone_isAFault() {
        assertThat(known("A/b()\n  counts its stack frames").unexpected(List.of()))
                .containsExactly("A/b()\n    is known to differ, and does not");
    }

    @Test
    void difference_ofAFlakyTest_mayCome() {
        var known = known("# a comment\nflaky A/b()\n  races");
        assertThat(known.unexpected(List.of())).isEmpty();
        assertThat(known.unexpected(differences("A/b()", FAILED))).isEmpty();
    }

    @Test
    void difference_withoutAnExplanation_isRefused() {
        assertThatThrownBy(() -> known("A/a()\nA/b()\n  counts its stack frames"))
                .hasMessage("a known difference without an explanation: A/a()");
    }

    private static KnownDifferences known(String text) {
        return KnownDifferences.parse(text.lines().toList());
    }

    private static List<OutcomeDifference> differences(String test, TestOutcome outcome) {
        return List.of(new OutcomeDifference(test, PASSED, outcome));
    }
}
