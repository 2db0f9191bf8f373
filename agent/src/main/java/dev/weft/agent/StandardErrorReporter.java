package dev.weft.agent;

import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.Reporter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A reporter that writes each diagnostic to standard error, once. */
final class StandardErrorReporter implements Reporter {
    private final Set<String> told = ConcurrentHashMap.newKeySet(); // any thread

    @Override
    public void report(Diagnostic diagnostic) {
        var text = diagnostic.text();
        if (told.add(text)) {
            System.err.println(text);
        }
    }

    @Override
    public void reportFailure(Diagnostic diagnostic, Throwable cause) {
        var text = diagnostic.text();
        if (told.add(text)) {
            System.err.println(text);
            cause.printStackTrace();
        }
    }
}
