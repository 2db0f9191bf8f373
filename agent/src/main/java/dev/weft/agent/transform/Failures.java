package dev.weft.agent.transform;

import dev.weft.agent.transform.code.BodySize;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.Wording;
import dev.weft.agent.transform.scan.AsyncMethod;
import dev.weft.agent.transform.verify.Flaw;
import org.objectweb.asm.tree.LineNumberNode;

/** The messages of weaving itself, when it meets a limit or goes wrong; those about the program's code are the scan's. */
final class Failures {
    private Failures() {}

    static Diagnostic methodTooLarge(AsyncMethod<?> method, int size) {
        return of(method, Wording.METHOD_TOO_LARGE, String.valueOf(size));
    }

    static Diagnostic classTooLarge(AsyncMethod<?> method) {
        return of(method, Wording.CLASS_TOO_LARGE);
    }

    static Diagnostic neverCompiled(AsyncMethod<?> method, int size) {
        int excess = size - BodySize.LARGEST_COMPILED;
        return of(method, Wording.NEVER_COMPILED, String.valueOf(size), String.valueOf(excess));
    }

    static Diagnostic newerVersion(String owner, int major, int newestKnown) {
        return Wording.NEWER_CLASS_FILE.ofClass(owner, String.valueOf(major), String.valueOf(newestKnown));
    }

    static Diagnostic noProbes(String owner) {
        return Wording.NO_PROBES.ofClass(owner);
    }

    static Diagnostic otherVersion(String owner, int version) {
        return Wording.OTHER_VERSION.ofClass(owner, String.valueOf(version), String.valueOf(RuntimeAbi.VERSION));
    }

    static Diagnostic dumpFailed(String owner, Exception cause) {
        return Wording.DUMP_FAILED.ofClass(owner, cause.toString());
    }

    static Diagnostic invalidOutput(AsyncMethod<?> method, Flaw flaw) {
        var where = flaw.owner().replace('/', '.') + (flaw.method().isEmpty() ? "" : "." + flaw.method());
        return of(method, Wording.INVALID_OUTPUT, where, flaw.message());
    }

    static Diagnostic weaverFailed(AsyncMethod<?> method, Throwable cause) {
        return cause instanceof LinkageError
                ? of(method, Wording.FRAME_NOT_DEFINED, cause.toString())
                : of(method, Wording.WEAVER_FAILED, cause.toString());
    }

    static Diagnostic classFailed(String owner, Throwable cause) {
        return Wording.WEAVER_FAILED.ofClass(owner, cause.toString());
    }

    private static Diagnostic of(AsyncMethod<?> method, Wording wording, String... values) {
        int line = 0;
        for (var instruction : method.node().instructions) {
            if (instruction instanceof LineNumberNode number) {
                line = number.line;
                break;
            }
        }
        return wording.at(method.owner(), method.node().name, method.sourceFile(), line, values);
    }
}
