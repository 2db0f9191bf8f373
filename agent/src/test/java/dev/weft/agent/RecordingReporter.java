package dev.weft.agent;

import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.Reporter;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told. */
public final class RecordingReporter implements Reporter {
    /** What was reported, in order. */
    public final List<Diagnostic> told = new ArrayList<>();

    @Override
    public void report(Diagnostic diagnostic) {
        told.add(diagnostic);
    }

    @Override
    public void reportFailure(Diagnostic diagnostic, Throwable cause) {
        told.add(diagnostic);
    }

    /**
     * The reported texts.
     *
     * @return one line for each
     */
    public String text() {
        var text = new StringBuilder();
        told.forEach(diagnostic -> text.append(diagnostic.text()).append('\n'));
        return text.toString();
    }
}
