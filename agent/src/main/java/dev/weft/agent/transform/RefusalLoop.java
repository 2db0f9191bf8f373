package dev.weft.agent.transform;

import dev.weft.agent.transform.code.BodySize;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.emit.WovenMethod;
import dev.weft.agent.transform.message.Reporter;
import dev.weft.agent.transform.normalise.Callees;
import dev.weft.agent.transform.scan.AsyncMethod;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.verify.CodeSizes;
import dev.weft.agent.transform.verify.Flaw;
import dev.weft.agent.transform.verify.OutputVerifier;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;

/**
 * The loop that weaves one class until all that is woven is sound, so that one method that goes wrong spoils none of the
 * others.
 *
 * <ol>
 *   <li>Weave each method.
 *   <li>If one is refused, begin again without it: others may call its body directly.
 *   <li>Put the class together; refuse what is too large for a class file, and begin again.
 *   <li>Check the class; refuse what is flawed, and begin again.
 * </ol>
 *
 * <p>Each new beginning has fewer methods than the one before, so there is an end.
 *
 * <p>Loops stand here where a lambda would read better: the first lambda in a JVM costs tens of milliseconds, at the
 * start of every program that awaits.
 */
final class RefusalLoop {
    private final ClassBytes type; // constant after construction
    private final ClassProgress progress; // constant after construction
    private final MethodPipeline pipeline; // constant after construction
    private final @Nullable OutputVerifier verifier; // constant after construction
    private final Reporter reporter; // constant after construction
    private final IdentityHashMap<AsyncMethod<WeavingStyle>, WovenMethod> kept =
            new IdentityHashMap<>(); // for use again

    /** A verifier that is null checks nothing. */
    RefusalLoop(
            ClassBytes type,
            ClassProgress progress,
            MethodPipeline pipeline,
            @Nullable OutputVerifier verifier,
            Reporter reporter) {
        this.type = type;
        this.progress = progress;
        this.pipeline = pipeline;
        this.verifier = verifier;
        this.reporter = reporter;
    }

    /** Weaves the methods that are left in the class. */
    WovenClass run() {
        while (true) {
            int count = progress.count();
            weaveEach();
            var result = progress.count() == count ? assembled() : null;
            if (result != null) {
                refuseFlawed(result);
                if (progress.count() == count) {
                    warnOfHugeMethods(result);
                    return result;
                }
            }
        }
    }

    private void weaveEach() {
        var callees = progress.beginAgain();
        for (var method : progress.left()) {
            try {
                progress.replace(method, woven(method, callees));
            } catch (RefusedMethodException refused) {
                progress.refuse(method, refused.diagnostic());
            } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError failure) {
                progress.fail(method, failure);
            }
        }
    }

    /** An optional method calls no body of another: what it was woven into stays right, whichever others are refused. */
    private WovenMethod woven(AsyncMethod<WeavingStyle> method, Callees callees) {
        var known = kept.get(method);
        if (known != null) {
            return known;
        }
        var result = pipeline.weave(method, callees);
        if (method.style().isOptional()) {
            refuseTooLarge(method, result);
            kept.put(method, result);
        }
        return result;
    }

    /** Refuses a method before the class is put together, which would find one such method at a time. */
    private static void refuseTooLarge(AsyncMethod<WeavingStyle> method, WovenMethod result) {
        for (var body : result.hostMethods()) {
            int least = BodySize.leastOf(body);
            if (least > CodeSizes.LARGEST) {
                throw new RefusedMethodException(Failures.methodTooLarge(method, least));
            }
        }
    }

    /** The class file with everything woven so far; null after something that is too large for one was refused. */
    private @Nullable WovenClass assembled() {
        try {
            return progress.assembled();
        } catch (MethodTooLargeException tooLarge) {
            var method = progress.methodThatWrote(tooLarge.getMethodName());
            if (method == null) {
                throw tooLarge;
            }
            progress.refuse(method, Failures.methodTooLarge(method, tooLarge.getCodeSize()));
        } catch (ClassTooLargeException tooLarge) {
            if (progress.count() == 0) {
                throw tooLarge;
            }
            refuseUntilSmaller();
        }
        return null;
    }

    /** Half of the optional methods at a time, and if there are none, all others. */
    private void refuseUntilSmaller() {
        var optional = new ArrayList<AsyncMethod<WeavingStyle>>();
        for (var method : progress.left()) {
            if (method.style().isOptional()) {
                optional.add(method);
            }
        }
        var refused = optional.isEmpty() ? progress.left() : optional.subList(optional.size() / 2, optional.size());
        for (var method : refused) {
            progress.refuse(method, Failures.classTooLarge(method));
        }
    }

    private void refuseFlawed(WovenClass result) {
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
        var left = progress.left();
        for (var method : progress.woven()) {
            boolean concerned = flaw.owner().equals(type.name())
                    ? flaw.method().isEmpty() || method.wrote(flaw.method())
                    : flaw.owner().equals(method.result().frame().name());
            if (concerned && isIn(left, method.original())) {
                progress.failAgain(method.original(), Failures.invalidOutput(method.original(), flaw));
            }
        }
    }

    private static boolean isIn(List<AsyncMethod<WeavingStyle>> methods, AsyncMethod<WeavingStyle> wanted) {
        for (var method : methods) {
            if (method == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Tells of methods that HotSpot compiled before and will not compile now; optional ones need not be fast. */
    private void warnOfHugeMethods(WovenClass result) {
        var demanded = new ArrayList<ClassProgress.Woven>();
        for (var method : progress.woven()) {
            if (!method.original().style().isOptional()) {
                demanded.add(method);
            }
        }
        if (demanded.isEmpty()) {
            return;
        }
        var before = CodeSizes.of(type.reader());
        var after = CodeSizes.of(ClassBytes.read(result.hostBytes()).reader());
        for (var method : demanded) {
            int original = before.getOrDefault(Signature.of(method.original().node()), 0);
            int largest = 0;
            for (var body : method.result().hostMethods()) {
                largest = Math.max(largest, after.getOrDefault(Signature.of(body), 0));
            }
            if (original <= BodySize.LARGEST_COMPILED && largest > BodySize.LARGEST_COMPILED) {
                reporter.report(Failures.neverCompiled(method.original(), largest));
            }
        }
    }
}
