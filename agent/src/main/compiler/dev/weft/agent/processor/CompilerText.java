package dev.weft.agent.processor;

import dev.weft.agent.transform.message.Diagnostic;

/** The text of a message in a compiler, which names the file and the line itself. */
final class CompilerText {
    private CompilerText() {}

    static String of(Diagnostic diagnostic) {
        return diagnostic.code() + " " + diagnostic.method() + ": " + diagnostic.problem() + " " + diagnostic.remedy();
    }
}
