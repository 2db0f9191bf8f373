package dev.weft.agent.proof;

import java.nio.file.Path;
import java.util.Set;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The program that runs a library's tests in a JVM of its own, and writes down how each ended. It ends the JVM, whatever
 * threads the tests have left behind.
 */
final class SuiteMain {
    private SuiteMain() {}

    /**
     * Runs the tests of a jar.
     *
     * @param arguments the jar, a regular expression for the names of its test classes, the file to write
     */
    public static void main(String[] arguments) throws Exception {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClasspathRoots(Set.of(Path.of(arguments[0]))))
                .filters(ClassNameFilter.includeClassNamePatterns(arguments[1]))
                .build();
        var listener = new OutcomeListener();
        LauncherFactory.create().execute(request, listener);
        OutcomeFile.write(Path.of(arguments[2]), listener.outcomes());
        System.exit(0);
    }
}
