package dev.weft.agent.transform;

import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.emit.GeneratedClass;
import dev.weft.agent.transform.emit.RefusedCode;
import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.emit.WovenMethod;
import dev.weft.agent.transform.normalise.Callees;
import dev.weft.agent.transform.scan.AsyncMethod;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ClassFiles;
import dev.weft.agent.transform.scan.FoundMethods;
import dev.weft.agent.transform.scan.Refusal;
import dev.weft.agent.transform.scan.StressedMethods;
import dev.weft.agent.transform.verify.CodeSizes;
import dev.weft.agent.transform.verify.Flaw;
import dev.weft.agent.transform.verify.OutputVerifier;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.MethodNode;

/**
 * The weaving of one class, in which one method that goes wrong spoils none of the others: it is refused, and throws
 * when it is called. A method of stress mode stays as it was instead.
 *
 * <p>Loops stand here where a lambda would read better: the first lambda in a JVM costs tens of milliseconds, at the
 * start of every program that awaits.
 */
final class ClassWeaving {
    private final ClassBytes type; // constant after construction
    private final Reporter reporter; // constant after construction
    private final ClassAssembler output; // constant after construction
    private final OutcomeLog log; // constant after construction
    private final List<AsyncMethod<WeavingStyle>> all; // constant after construction
    private final List<AsyncMethod<WeavingStyle>> left; // what is not refused
    private final List<Woven> woven = new ArrayList<>();
    private final List<Diagnostic> refused = new ArrayList<>();
    private final IdentityHashMap<AsyncMethod<WeavingStyle>, WovenMethod> plain =
            new IdentityHashMap<>(); // results to use again

    /** Begins with everything in place that the scan refused or rewrote. */
    ClassWeaving(
            ClassBytes type,
            ClassFiles files,
            FoundMethods<WeavingStyle> found,
            StressedMethods<WeavingStyle> stressed,
            Reporter reporter) {
        this.type = type;
        this.reporter = reporter;
        this.output = new ClassAssembler(type, files);
        this.log = new OutcomeLog(type.name(), stressed.leftAlone());
        this.left = new ArrayList<>(found.woven());
        for (var method : found.rewritten()) {
            output.replace(method, List.of(method));
        }
        for (var warning : found.warnings()) {
            reporter.report(warning);
        }
        var awaits = new IdentityHashMap<MethodNode, List<Refusal>>();
        for (var refusal : found.refused()) {
            reporter.report(refusal.diagnostic());
            refused.add(refusal.diagnostic());
            log.refused(refusal.diagnostic());
            if (refusal.kind() == Refusal.Kind.METHOD) {
                replaceByThrow(refusal.method(), refusal.diagnostic());
            } else if (refusal.kind() == Refusal.Kind.AWAIT_SITE) {
                awaits.computeIfAbsent(refusal.method(), method -> new ArrayList<>())
                        .add(refusal);
            }
        }
        for (var entry : awaits.entrySet()) {
            refuseAwaits(entry.getKey(), entry.getValue());
        }
        left.addAll(stressed.woven());
        this.all = List.copyOf(left);
    }

    private void refuseAwaits(MethodNode method, List<Refusal> refusals) {
        var changed = RefusedCode.withRefusedAwaits(method, refusals);
        output.replace(method, List.of(changed));
        left.replaceAll(it -> it.node() == method ? it.withNode(changed) : it);
    }

    /**
     * Weaves the methods that were found.
     *
     * <ol>
     *   <li>Weave each method.
     *   <li>If one is refused, begin again without it: others may call its body directly.
     *   <li>Put the class together; refuse what is too large for a class file, and begin again.
     *   <li>Check the class; refuse what is flawed, and begin again.
     * </ol>
     *
     * Each new beginning has fewer methods than the one before, so there is an end.
     */
    WovenClass weave(MethodPipeline pipeline, @Nullable OutputVerifier verifier) {
        while (true) {
            int count = left.size();
            weaveEach(pipeline);
            var result = left.size() == count ? assembled() : null;
            if (result != null) {
                refuseFlawed(result, verifier);
                if (left.size() == count) {
                    warnOfHugeMethods(result);
                    return result;
                }
            }
        }
    }

    /** Refuses the methods that were found, because the class as a whole failed. */
    WovenClass refuseAll(Throwable failure) {
        if (left.isEmpty()) {
            var diagnostic = Failures.classFailed(type.name(), failure);
            log.failed(diagnostic);
            reporter.reportFailure(diagnostic, failure);
        } else {
            fail(left.get(0), failure);
        }
        for (var method : List.copyOf(left)) {
            failAgain(method, Failures.weaverFailed(method, failure));
        }
        return new WovenClass(output.bytes(), List.of(), refused, log.outcome(0, 0));
    }

    /** The plans of the woven methods, one after the other. */
    String plans() {
        var text = new StringBuilder();
        for (var method : woven) {
            text.append(method.result.planText()).append('\n');
        }
        return text.toString();
    }

    private void weaveEach(MethodPipeline pipeline) {
        var callees = new Callees(type.name(), all, left);
        woven.clear();
        for (var method : List.copyOf(left)) {
            try {
                var result = woven(method, callees, pipeline);
                output.replace(method.node(), result.hostMethods());
                woven.add(new Woven(method, result));
            } catch (RefusedMethodException refused) {
                refuse(method, refused.diagnostic());
            } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError failure) {
                fail(method, failure);
            }
        }
    }

    private WovenMethod woven(AsyncMethod<WeavingStyle> method, Callees callees, MethodPipeline pipeline) {
        var known = plain.get(method);
        if (known != null) {
            return known;
        }
        var result = pipeline.weave(method, callees);
        if (method.style().isOptional()) {
            for (var body : result.hostMethods()) {
                int least = CodeSizes.leastOf(body);
                if (least > CodeSizes.LARGEST) {
                    throw new RefusedMethodException(Failures.methodTooLarge(method, least));
                }
            }
            plain.put(method, result);
        }
        return result;
    }

    /** The class file with everything woven so far; null after something that is too large for one was refused. */
    private @Nullable WovenClass assembled() {
        try {
            var bytes = output.isUnchanged() ? type.original() : output.bytes();
            var frames = new ArrayList<GeneratedClass>();
            int points = 0;
            for (var method : woven) {
                frames.add(method.result.frame());
                points += method.result.points();
            }
            return new WovenClass(bytes, frames, refused, log.outcome(woven.size(), points));
        } catch (MethodTooLargeException tooLarge) {
            var method = methodThatWrote(tooLarge.getMethodName());
            if (method == null) {
                throw tooLarge;
            }
            refuse(method, Failures.methodTooLarge(method, tooLarge.getCodeSize()));
        } catch (ClassTooLargeException tooLarge) {
            if (left.isEmpty()) {
                throw tooLarge;
            }
            refuseUntilSmaller();
        }
        return null;
    }

    /** Half of the methods of stress mode at a time, and if there are none, all others. */
    private void refuseUntilSmaller() {
        var stressed = new ArrayList<AsyncMethod<WeavingStyle>>();
        for (var method : left) {
            if (method.style().isOptional()) {
                stressed.add(method);
            }
        }
        var refused = stressed.isEmpty() ? List.copyOf(left) : stressed.subList(stressed.size() / 2, stressed.size());
        for (var method : refused) {
            refuse(method, Failures.classTooLarge(method));
        }
    }

    private void refuseFlawed(WovenClass result, @Nullable OutputVerifier verifier) {
        if (verifier == null) {
            return;
        }
        for (var frame : result.frames()) {
            for (var flaw : verifier.check(frame.bytes())) {
                refuse(flaw);
            }
        }
        for (var flaw : verifier.check(result.hostBytes())) {
            refuse(flaw);
        }
    }

    /** Refuses the methods that a flaw concerns; one in code that was not woven is left to the JVM. */
    private void refuse(Flaw flaw) {
        for (var method : woven) {
            boolean concerned = flaw.owner().equals(type.name())
                    ? flaw.method().isEmpty() || method.wrote(flaw.method())
                    : flaw.owner().equals(method.result.frame().name());
            if (concerned && left.contains(method.original)) {
                failAgain(method.original, Failures.invalidOutput(method.original, flaw));
            }
        }
    }

    /** Tells of methods that HotSpot compiled before and will not compile now. */
    private void warnOfHugeMethods(WovenClass result) {
        if (plain.size() == woven.size()) {
            return;
        }
        var before = CodeSizes.of(type.reader());
        var after = CodeSizes.of(ClassBytes.read(result.hostBytes()).reader());
        for (var method : woven) {
            int original = before.getOrDefault(Signature.of(method.original.node()), 0);
            int largest = 0;
            for (var body : method.result.hostMethods()) {
                largest = Math.max(largest, after.getOrDefault(Signature.of(body), 0));
            }
            boolean isPlain = method.original.style().isOptional();
            if (!isPlain && original <= CodeSizes.LARGEST_COMPILED && largest > CodeSizes.LARGEST_COMPILED) {
                reporter.report(Failures.neverCompiled(method.original, largest));
            }
        }
    }

    private void fail(AsyncMethod<WeavingStyle> method, Throwable failure) {
        var diagnostic = Failures.weaverFailed(method, failure);
        reporter.reportFailure(diagnostic, failure);
        log.failed(diagnostic);
        drop(method, diagnostic);
    }

    /** Without the stack trace of the cause. */
    private void failAgain(AsyncMethod<WeavingStyle> method, Diagnostic diagnostic) {
        reporter.report(diagnostic);
        log.failed(diagnostic);
        drop(method, diagnostic);
    }

    private void refuse(AsyncMethod<WeavingStyle> method, Diagnostic diagnostic) {
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

    private @Nullable AsyncMethod<WeavingStyle> methodThatWrote(String name) {
        for (var method : woven) {
            if (method.wrote(name)) {
                return method.original;
            }
        }
        return null;
    }

    /** A method and what stands in its place. */
    private record Woven(AsyncMethod<WeavingStyle> original, WovenMethod result) {
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
