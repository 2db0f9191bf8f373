package dev.weft.agent.transform;

import dev.weft.agent.transform.emit.RefusedCode;
import dev.weft.agent.transform.emit.WovenMethod;
import dev.weft.agent.transform.normalise.Callees;
import dev.weft.agent.transform.scan.AsyncMethod;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.FoundMethods;
import dev.weft.agent.transform.scan.Refusal;
import dev.weft.agent.transform.verify.CodeSizes;
import dev.weft.agent.transform.verify.Flaw;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.MethodNode;

/**
 * The weaving of one class, in which one method that goes wrong spoils none of the others: it is refused, and throws
 * when it is called.
 */
final class ClassWeaving {
    private final ClassBytes type; // constant after construction
    private final Reporter reporter; // constant after construction
    private final ClassAssembler output; // constant after construction
    private final List<AsyncMethod> left; // what is not refused
    private final Map<AsyncMethod, WovenMethod> woven = new LinkedHashMap<>();

    /** Begins with everything in place that the scan refused or rewrote. */
    ClassWeaving(ClassBytes type, FoundMethods found, Reporter reporter) {
        this.type = type;
        this.reporter = reporter;
        this.output = new ClassAssembler(type);
        this.left = new ArrayList<>(found.woven());
        found.rewritten().forEach(method -> output.replace(method, List.of(method)));
        var awaits = new IdentityHashMap<MethodNode, List<Refusal>>();
        for (var refusal : found.refused()) {
            reporter.report(refusal.diagnostic());
            if (refusal.kind() == Refusal.Kind.METHOD) {
                replaceByThrow(refusal.method(), refusal.diagnostic());
            } else {
                awaits.computeIfAbsent(refusal.method(), method -> new ArrayList<>())
                        .add(refusal);
            }
        }
        awaits.forEach(this::refuseAwaits);
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
    WovenClass weave(MethodWeaver weaver, Function<WovenClass, List<Flaw>> verifier) {
        while (true) {
            int count = left.size();
            weaveEach(weaver);
            var result = left.size() == count ? assembled() : null;
            if (result != null) {
                verifier.apply(result).forEach(this::refuseFlawed);
                if (left.size() == count) {
                    warnOfHugeMethods(result);
                    return result;
                }
            }
        }
    }

    /** Refuses the methods that were found, because the class as a whole failed. */
    WovenClass refuseAll(Throwable failure) {
        if (!left.isEmpty()) {
            fail(left.get(0), failure);
        }
        for (var method : List.copyOf(left)) {
            refuse(method, Failures.weaverFailed(method, failure));
        }
        return new WovenClass(output.bytes(), List.of());
    }

    /** The plans of the woven methods, one after the other. */
    String plans() {
        var text = new StringBuilder();
        woven.values().forEach(method -> text.append(method.planText()).append('\n'));
        return text.toString();
    }

    private void weaveEach(MethodWeaver weaver) {
        var callees = new Callees(type.name(), left);
        woven.clear();
        for (var method : List.copyOf(left)) {
            try {
                var result = weaver.weave(method, callees);
                output.replace(method.node(), result.hostMethods());
                woven.put(method, result);
            } catch (RefusedMethodException refused) {
                refuse(method, refused.diagnostic());
            } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError failure) {
                fail(method, failure);
            }
        }
    }

    /** The class file with everything woven so far; null after something that is too large for one was refused. */
    private @Nullable WovenClass assembled() {
        try {
            return new WovenClass(
                    output.bytes(),
                    woven.values().stream().map(WovenMethod::frame).toList());
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
            for (var method : List.copyOf(left)) {
                refuse(method, Failures.classTooLarge(method));
            }
        }
        return null;
    }

    /** Refuses the methods that a flaw concerns; one in code that was not woven is left to the JVM. */
    private void refuseFlawed(Flaw flaw) {
        for (var method : List.copyOf(left)) {
            var result = woven.get(method);
            boolean concerned = flaw.owner().equals(type.name())
                    ? flaw.method().isEmpty() || wrote(result, flaw.method())
                    : result != null && flaw.owner().equals(result.frame().name());
            if (concerned) {
                refuse(method, Failures.invalidOutput(method, flaw));
            }
        }
    }

    /** Tells of methods that HotSpot compiled before and will not compile now. */
    private void warnOfHugeMethods(WovenClass result) {
        var before = CodeSizes.of(type.reader());
        var after = CodeSizes.of(ClassBytes.read(result.hostBytes()).reader());
        woven.forEach((method, replacement) -> {
            int original = before.getOrDefault(key(method.node()), 0);
            int largest = 0;
            for (var body : replacement.hostMethods()) {
                largest = Math.max(largest, after.getOrDefault(key(body), 0));
            }
            if (original <= CodeSizes.LARGEST_COMPILED && largest > CodeSizes.LARGEST_COMPILED) {
                reporter.report(Failures.neverCompiled(method, largest));
            }
        });
    }

    private void fail(AsyncMethod method, Throwable failure) {
        var diagnostic = Failures.weaverFailed(method, failure);
        reporter.reportFailure(diagnostic, failure);
        drop(method, diagnostic);
    }

    private void refuse(AsyncMethod method, Diagnostic diagnostic) {
        reporter.report(diagnostic);
        drop(method, diagnostic);
    }

    private void drop(AsyncMethod method, Diagnostic diagnostic) {
        replaceByThrow(method.node(), diagnostic);
        left.remove(method);
    }

    private void replaceByThrow(MethodNode method, Diagnostic diagnostic) {
        output.replace(method, List.of(RefusedCode.throwing(method, diagnostic)));
    }

    private @Nullable AsyncMethod methodThatWrote(String name) {
        for (var entry : woven.entrySet()) {
            if (wrote(entry.getValue(), name)) {
                return entry.getKey();
            }
        }
        return null;
    }

    private static boolean wrote(@Nullable WovenMethod method, String name) {
        return method != null && method.hostMethods().stream().anyMatch(body -> body.name.equals(name));
    }

    private static String key(MethodNode method) {
        return method.name + method.desc;
    }
}
