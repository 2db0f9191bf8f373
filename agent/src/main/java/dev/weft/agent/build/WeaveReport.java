package dev.weft.agent.build;

import dev.weft.agent.transform.WovenClass;
import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.Reporter;
import java.io.IOException;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;

/** The report of {@code weave}: each class that it wove, what was refused, and how many there were in the end. */
final class WeaveReport implements Reporter {
    private final PrintStream out; // constant after construction
    private final PrintStream err; // constant after construction
    private final Set<String> told = new HashSet<>();
    private int classes;
    private int methods;
    private int done;
    private int refused;
    private int unreadable;

    WeaveReport(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void report(Diagnostic diagnostic) {
        if (told.add(diagnostic.text())) {
            err.println(diagnostic.text());
        }
    }

    @Override
    public void reportFailure(Diagnostic diagnostic, Throwable cause) {
        report(diagnostic);
        cause.printStackTrace(err);
    }

    void woven(String name, WovenClass woven) {
        classes++;
        methods += woven.frames().size();
        refused += woven.refused().size();
        out.println(
                "woven " + name.replace('/', '.') + ": " + count(woven.frames().size(), "method"));
        for (var call : woven.outcome().rewritten()) {
            out.println("rewritten into an await: " + call.place() + ": " + call.call());
        }
    }

    void doneAlready() {
        done++;
    }

    void failed() {
        unreadable++;
    }

    void leftAlone(String jar) {
        err.println("weft-agent: weave: " + jar
                + " contains classes that await, but nested jars are not woven. Weave it before it is packed.");
    }

    void unreadable(String jar, IOException cause) {
        err.println("weft-agent: weave: " + jar + " cannot be read (" + cause.getMessage()
                + "). Nested jars are not woven: if it contains classes that await, weave it before it is packed.");
    }

    void repeated(String path) {
        err.println("weft-agent: weave: " + path
                + " occurs more than once. The last one is kept, which is the one that the JVM uses.");
    }

    /** Whether everything that is to be woven can be. */
    boolean isClean(boolean acceptRefused) {
        return unreadable == 0 && (acceptRefused || refused == 0);
    }

    void summarise(Container container) {
        out.println("weft-agent: " + container + ": " + count(classes, "class") + " woven, with "
                + count(methods, "method") + "; " + done + " already woven; " + refused + " refused");
    }

    void sayThatNothingWasWritten(Container container) {
        err.println("weft-agent: weave: " + container + " is unchanged: " + (refused + unreadable)
                + " refused or unreadable, see above."
                + (unreadable == 0 ? " To write it anyway, with methods that throw, add --accept-refused." : ""));
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : what.endsWith("s") ? "es" : "s");
    }
}
