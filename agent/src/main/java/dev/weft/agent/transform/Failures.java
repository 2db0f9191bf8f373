package dev.weft.agent.transform;

import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.scan.AsyncMethod;
import dev.weft.agent.transform.verify.CodeSizes;
import dev.weft.agent.transform.verify.Flaw;
import org.objectweb.asm.tree.LineNumberNode;

/** What is said when weaving itself meets a limit or goes wrong; the rules for the program's code are the scan's. */
final class Failures {
    private static final String REPORT_IT =
            "This is a mistake in Weft, not in the program: report it with what dump=DIR writes for this class.";

    static final String METHOD_TOO_LARGE = "WEFT-020";
    static final String CLASS_TOO_LARGE = "WEFT-021";

    private Failures() {}

    static Diagnostic methodTooLarge(AsyncMethod method, int size) {
        return of(
                method,
                METHOD_TOO_LARGE,
                "the woven method would take " + size + " bytes of bytecode, and the JVM allows 65,535.",
                "Split the method.");
    }

    static Diagnostic classTooLarge(AsyncMethod method) {
        return of(
                method,
                CLASS_TOO_LARGE,
                "the woven class would take more than the 65,535 constants that the JVM allows.",
                "Split the class.");
    }

    static Diagnostic neverCompiled(AsyncMethod method, int size) {
        return of(
                method,
                "WEFT-022",
                "the woven method takes " + size + " bytes of bytecode, " + (size - CodeSizes.LARGEST_COMPILED)
                        + " more than the 8,000 up to which HotSpot compiles a method. It works, but it is interpreted.",
                "Split the method if it is to be fast.");
    }

    static Diagnostic newerVersion(String owner, int major, int newestKnown) {
        return ofClass(
                owner,
                "WEFT-030",
                "class file version " + major + " is newer than " + newestKnown + ", the newest that this agent knows."
                        + " It is woven as if it were that one.",
                "Use a newer weft-agent if there is one.");
    }

    static Diagnostic otherVersion(String owner, int version) {
        return ofClass(
                owner,
                "WEFT-036",
                "the class was woven by another version of Weft, for version " + version
                        + " of what woven code asks of the runtime; this is version " + RuntimeAbi.VERSION + ".",
                "Compile it again and weave it with the version of Weft that it runs with.");
    }

    static Diagnostic dumpFailed(String owner, Exception cause) {
        return ofClass(owner, "WEFT-033", "dump= could not write this class: " + cause + ".", "See to its directory.");
    }

    static Diagnostic invalidOutput(AsyncMethod method, Flaw flaw) {
        var where = flaw.owner().replace('/', '.') + (flaw.method().isEmpty() ? "" : "." + flaw.method());
        return of(method, "WEFT-091", "the woven code of " + where + " is invalid: " + flaw.message() + ".", REPORT_IT);
    }

    static Diagnostic weaverFailed(AsyncMethod method, Throwable cause) {
        if (cause instanceof LinkageError) {
            return of(
                    method,
                    "WEFT-034",
                    "the class that keeps its suspended state cannot be defined: " + cause + ".",
                    "Let the class loader see weft-runtime.jar, of the same version as the agent.");
        }
        return of(method, "WEFT-090", "the weaver failed: " + cause + ".", REPORT_IT);
    }

    static Diagnostic classFailed(String owner, Throwable cause) {
        return ofClass(owner, "WEFT-090", "the weaver failed: " + cause + ".", REPORT_IT);
    }

    private static Diagnostic ofClass(String owner, String code, String problem, String remedy) {
        return new Diagnostic(code, owner, "", null, 0, problem, remedy);
    }

    private static Diagnostic of(AsyncMethod method, String code, String problem, String remedy) {
        int line = 0;
        for (var instruction : method.node().instructions) {
            if (instruction instanceof LineNumberNode number) {
                line = number.line;
                break;
            }
        }
        return new Diagnostic(code, method.owner(), method.node().name, method.sourceFile(), line, problem, remedy);
    }
}
