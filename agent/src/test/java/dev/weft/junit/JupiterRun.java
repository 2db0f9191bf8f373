package dev.weft.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of test classes by JUnit inside of a test, and what came of it. */
final class JupiterRun implements TestExecutionListener {
    private final List<String> passed = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    private JupiterRun() {}

    /** Runs all tests of a class. */
    static JupiterRun of(Class<?> tests) {
        return of(selectClass(tests));
    }

    /** Runs one test of a class. */
    static JupiterRun of(Class<?> tests, String method, Class<?>... parameters) {
        return of(selectMethod(tests, method, parameters));
    }

    private static JupiterRun of(DiscoverySelector selector) {
        JupiterRun run = new JupiterRun();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selector)
                .configurationParameter("junit.jupiter.conditions.deactivate", "org.junit.*DisabledCondition")
                .build();
        LauncherFactory.create().execute(request, run);
        return run;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.FAILED) {
            failed.add(test.getDisplayName());
            failures.add(result.getThrowable().orElseThrow());
        } else if (test.isTest()) {
            passed.add(test.getDisplayName());
        }
    }

    /** Returns the display names of the tests that have passed. */
    List<String> passed() {
        return passed;
    }

    /** Returns the display names of what has failed. */
    List<String> failed() {
        return failed;
    }

    /** Returns the failures. */
    List<Throwable> failures() {
        return failures;
    }

    /** Returns the only failure. */
    Throwable failure() {
        assertThat(failures).hasSize(1);
        return failures.get(0);
    }
}
