package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.message.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** The check of each method, and of each await in it, against the rules: what breaks one is refused. */
final class ShapeChecker {
    private final ClassNode type; // constant after construction
    private final ReturnTypes<?> returnTypes; // constant after construction
    private final EmittedTypes emittedTypes; // constant after construction

    ShapeChecker(ClassNode type, ReturnTypes<?> returnTypes, ClassFiles files) {
        this.type = type;
        this.returnTypes = returnTypes;
        this.emittedTypes = new EmittedTypes(type, files);
    }

    /** The rule that an {@code @Async} method breaks, if any. */
    @Nullable
    Diagnostic refusalOfMethod(MethodNode method) {
        var place = Place.of(type, method);
        if ((method.access & Opcodes.ACC_NATIVE) != 0) {
            return Rules.nativeMethod(place);
        }
        var refusalOfReturnType = refusalOfReturnType(method);
        if (refusalOfReturnType != null) {
            return refusalOfReturnType;
        }
        if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            return refusalOfSynchronizedMethod(method);
        }
        return refusalOfAnyCall(method);
    }

    /** The rule that the return type of an {@code @Async} method breaks, if any. */
    @Nullable
    Diagnostic refusalOfReturnType(MethodNode method) {
        var place = Place.of(type, method);
        var returned = SourceType.returnedBy(method);
        if (returnTypes.canSuspend(method.desc)) {
            return null;
        }
        if (returnTypes.isUnknown(method.desc)) {
            return Rules.returnTypeNotFound(place, returned.text());
        }
        var reason = returnTypes.whyNotMade(WeftNames.returnedClass(method.desc));
        return reason == null
                ? Rules.returnType(place, returned.text(), coroutineFor(method))
                : Rules.stageNotCreated(place, returned.text(), reason, SuggestedType.stageOf(returned));
    }

    /** The rule that one suspension call breaks in a method that may suspend, if any. */
    @Nullable
    Diagnostic refusalOfCall(MethodNode method, AbstractInsnNode call, MonitorRegions monitors) {
        var place = Place.of(type, method, call);
        if (!WeftNames.isEmit(call)) {
            return monitors.isHeldAt(call) ? Rules.synchronizedBlock(place) : null;
        }
        if (!returnTypes.isGenerator(method.desc)) {
            return Rules.emitOutsideGenerator(place);
        }
        return monitors.isHeldAt(call) ? Rules.emitInSynchronizedBlock(place) : null;
    }

    /** The rule that a suspension call breaks in a method that cannot suspend at all. */
    Diagnostic refusalInPlainCode(MethodNode method, AbstractInsnNode call) {
        var place = Place.of(type, method, call);
        if (WeftNames.isEmit(call)) {
            return returnTypes.isGenerator(method.desc)
                    ? Rules.emitNotMarked(place)
                    : Rules.emitOutsideGenerator(place);
        }
        if (method.name.equals("<init>")) {
            return Rules.constructor(place);
        }
        if (method.name.equals("<clinit>")) {
            return Rules.staticInitialiser(place);
        }
        var foreignAsync = ForeignAsync.of(type, method);
        return returnTypes.canSuspend(method.desc)
                ? Rules.notMarked(place, foreignAsync)
                : Rules.notMarkedPlainResult(place, foreignAsync, coroutineFor(method));
    }

    private String coroutineFor(MethodNode method) {
        boolean isPromise = returnTypes.isPromise(WeftNames.returnedClass(method.desc));
        return SuggestedType.coroutineOf(SourceType.returnedBy(method), isPromise);
    }

    /** The rule that a suspension call breaks in a lambda that cannot suspend; null if the lambda can. */
    @Nullable
    Diagnostic refusalInLambda(MethodNode body, AbstractInsnNode call, List<String> functionalTypes) {
        var place = Place.of(type, body, call);
        for (var functional : functionalTypes) {
            if (WeftNames.isEmit(call)) {
                if (!returnTypes.isGenerator(functional)) {
                    return Rules.emitInLambda(place, functional);
                }
            } else if (!returnTypes.canSuspend(functional)) {
                return AwaitReferences.isBody(body)
                        ? Rules.methodReference(place, functional)
                        : Rules.lambda(place, functional);
            }
        }
        return null;
    }

    private @Nullable Diagnostic refusalOfAnyCall(MethodNode method) {
        var monitors = MonitorRegions.of(method);
        for (var instruction : method.instructions) {
            if (WeftNames.isSuspensionCall(instruction)) {
                var refusal = refusalOfCall(method, instruction, monitors);
                if (refusal != null) {
                    return refusal;
                }
            }
        }
        return returnTypes.isGenerator(method.desc) ? emittedTypes.refusal(method) : null;
    }

    private Diagnostic refusalOfSynchronizedMethod(MethodNode method) {
        for (var instruction : method.instructions) {
            if (WeftNames.isSuspensionCall(instruction)) {
                var place = Place.of(type, method, instruction);
                return WeftNames.isEmit(instruction)
                        ? Rules.emitInSynchronizedMethod(place)
                        : Rules.synchronizedMethod(place, true);
            }
        }
        return Rules.synchronizedMethod(Place.of(type, method), false);
    }
}
