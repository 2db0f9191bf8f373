package dev.weft.agent.transform;

import dev.weft.agent.transform.emit.GeneratedClass;
import dev.weft.agent.transform.emit.RefusedCode;
import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.emit.WovenMethod;
import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.Reporter;
import dev.weft.agent.transform.normalise.Callees;
import dev.weft.agent.transform.scan.AsyncMethod;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ClassFiles;
import dev.weft.agent.transform.scan.FoundMethods;
import dev.weft.agent.transform.scan.Refusal;
import dev.weft.agent.transform.scan.StressedMethods;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * The state of one class while it is woven: which methods are left to weave, what stands in place of each, and what has
 * been refused. A method that is refused throws when it is called; one of a style that is optional stays as it was.
 */
final class ClassProgress {
    private final ClassBytes type; // constant after construction
    private final Reporter reporter; // constant after construction
    private final ClassAssembler output; // constant after construction
    private final OutcomeLog log; // constant after construction
    private final List<AsyncMethod<WeavingStyle>> all; // constant after construction
    private final List<AsyncMethod<WeavingStyle>> left; // what is not refused
    private final List<Woven> woven = new ArrayList<>();
    private final List<Diagnostic> refused = new ArrayList<>();

    /** Begins with everything in place that the scan refused or rewrote. */
    ClassProgress(
            ClassBytes type,
            ClassFiles files,
            FoundMethods<WeavingStyle> found,
            StressedMethods<WeavingStyle> stressed,
            Reporter reporter) {
        this.type = type;
        this.reporter = reporter;
        this.output = new ClassAssembler(type, files);
        this.log = new OutcomeLog(type.name(), stressed.leftAlone(), found.rewrittenCalls());
        this.left = new ArrayList<>(found.woven());
        for (var method : found.rewritten()) {
            output.replace(method, List.of(method));
        }
        for (var warning : found.warnings()) {
            reporter.report(warning);
        }
        refuse(found.refused());
        left.addAll(stressed.woven());
        this.all = List.copyOf(left);
    }

    private void refuse(List<Refusal> refusals) {
        var awaits = new IdentityHashMap<MethodNode, List<Refusal>>();
        for (var refusal : refusals) {
            reporter.report(refusal.diagnostic());
            refused.add(refusal.diagnostic());
            log.refused(refusal.diagnostic());
            if (refusal.kind() == Refusal.Kind.METHOD) {
                replaceByThrow(refusal.method(), refusal.diagnostic());
            } else if (refusal.kind() == Refusal.Kind.TEST) {
                refuseTest(refusal.method(), refusal.diagnostic());
            } else if (refusal.kind() == Refusal.Kind.AWAIT_SITE) {
                awaits.computeIfAbsent(refusal.method(), method -> new ArrayList<>())
                        .add(refusal);
            }
        }
        for (var entry : awaits.entrySet()) {
            refuseAwaits(entry.getKey(), entry.getValue());
        }
    }

    private void refuseTest(MethodNode method, Diagnostic diagnostic) {
        boolean ofInterface = (type.reader().getAccess() & Opcodes.ACC_INTERFACE) != 0;
        var name = method.name + "$weft$refused" + refused.size(); // two tests may have the same name
        output.replace(
                method,
                List.of(
                        RefusedCode.throwing(method, diagnostic),
                        RefusedCode.failingTest(method, name, ofInterface, diagnostic)));
    }

    private void refuseAwaits(MethodNode method, List<Refusal> refusals) {
        var changed = RefusedCode.withRefusedAwaits(method, refusals);
        output.replace(method, List.of(changed));
        left.replaceAll(it -> it.node() == method ? it.withNode(changed) : it);
    }

    /** Returns the methods that are neither refused nor failed, as they are now. */
    List<AsyncMethod<WeavingStyle>> left() {
        return List.copyOf(left);
    }

    /** Counts those methods: fewer than before means that something was refused. */
    int count() {
        return left.size();
    }

    /** Returns the methods that were woven since {@link #beginAgain}, each with what stands in its place. */
    List<Woven> woven() {
        return List.copyOf(woven);
    }

    /** Forgets what was woven, and returns the callees for the methods that are left. */
    Callees beginAgain() {
        woven.clear();
        return new Callees(type.name(), all, left);
    }

    /** Puts what it was woven into in place of a method. */
    void replace(AsyncMethod<WeavingStyle> method, WovenMethod result) {
        output.replace(method.node(), result.hostMethods());
        woven.add(new Woven(method, result));
    }

    /** Returns the class as it is now; throws what ASM does if it is too large for a class file. */
    WovenClass assembled() {
        var bytes = output.isUnchanged() ? type.original() : output.bytes();
        var frames = new ArrayList<GeneratedClass>();
        int points = 0;
        for (var method : woven) {
            frames.add(method.result.frame());
            points += method.result.points();
        }
        return new WovenClass(bytes, frames, refused, log.outcome(woven.size(), points));
    }

    /** Returns the class with every method refused, because of a failure of the weaver. */
    WovenClass failed(Throwable failure) {
        if (left.isEmpty()) {
            var diagnostic = Failures.classFailed(type.name(), failure);
            log.failed(diagnostic);
            reporter.reportFailure(diagnostic, failure);
        } else {
            fail(left.get(0), failure);
        }
        for (var method : left()) {
            failAgain(method, Failures.weaverFailed(method, failure));
        }
        return new WovenClass(output.bytes(), List.of(), refused, log.outcome(0, 0));
    }

    /** Gives a method up because the weaver failed. */
    void fail(AsyncMethod<WeavingStyle> method, Throwable failure) {
        var diagnostic = Failures.weaverFailed(method, failure);
        reporter.reportFailure(diagnostic, failure);
        log.failed(diagnostic);
        drop(method, diagnostic);
    }

    /** Gives a method up because the weaver failed, without the stack trace of the cause. */
    void failAgain(AsyncMethod<WeavingStyle> method, Diagnostic diagnostic) {
        reporter.report(diagnostic);
        log.failed(diagnostic);
        drop(method, diagnostic);
    }

    /** Refuses a method because of a rule or a limit. */
    void refuse(AsyncMethod<WeavingStyle> method, Diagnostic diagnostic) {
        if (!method.style().isOptional()) {
            reporter.report(diagnostic);
        }
        log.refused(diagnostic);
        drop(method, diagnostic);
    }

    private void drop(AsyncMethod<WeavingStyle> method, Diagnostic diagnostic) {
        if (method.style().isOptional()) {
            output.keep(method.node());
        } else {
            refused.add(diagnostic);
            replaceByThrow(method.node(), diagnostic);
        }
        left.remove(method);
    }

    private void replaceByThrow(MethodNode method, Diagnostic diagnostic) {
        output.replace(method, List.of(RefusedCode.throwing(method, diagnostic)));
    }

    /** Returns the method of whose woven methods one has this name, or null. */
    @Nullable
    AsyncMethod<WeavingStyle> methodThatWrote(String name) {
        for (var method : woven) {
            if (method.wrote(name)) {
                return method.original;
            }
        }
        return null;
    }

    /** Returns the plans of the woven methods, one after the other. */
    String plans() {
        var text = new StringBuilder();
        for (var method : woven) {
            text.append(method.result.planText()).append('\n');
        }
        return text.toString();
    }

    /**
     * A method and what stands in its place.
     *
     * @param original the method
     * @param result what it was woven into
     */
    record Woven(AsyncMethod<WeavingStyle> original, WovenMethod result) {
        /** Returns whether one of the methods that it was woven into has this name. */
        boolean wrote(String name) {
            for (var body : result.hostMethods()) {
                if (body.name.equals(name)) {
                    return true;
                }
            }
            return false;
        }
    }
}
