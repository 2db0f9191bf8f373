package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.message.Diagnostic;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The check of each method, and of each await in it, against the rules: what breaks one is refused. If it holds a monitor
 * as well, the message says so, so that its remedy does not lead to the next refusal.
 */
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
        if ((method.access & Opcodes.ACC_NATIVE) != 0) {
            return Rules.nativeMethod(Place.of(type, method));
        }
        var emit = returnTypes.isGenerator(method.desc) ? null : firstEmit(method);
        if (emit != null) { // in front of what would advise another return type, in which nothing can emit either
            return Rules.emitOutsideGenerator(Place.of(type, method, emit)).and(refusalOfMonitors(method));
        }
        var ofReturnType = refusalOfReturnType(method);
        if (ofReturnType != null) {
            return ofReturnType.and(refusalOfMonitors(method));
        }
        if (isSynchronized(method)) {
            return refusalOfMonitors(method);
        }
        return refusalOfAnyCall(method);
    }

    /** The reason for which JUnit would pass over a method that is marked as a test, if any. */
    @Nullable
    Diagnostic refusalOfTestThatIsNotRun(MethodNode method) {
        var place = Place.of(type, method);
        if ((method.access & Opcodes.ACC_ABSTRACT) != 0) {
            return Rules.abstractTest(place);
        }
        var ofResult = method.desc.endsWith(")V")
                ? null
                : Rules.testResult(place, SourceType.returnedBy(method).text());
        var ofModifier = refusalOfModifier(method, place);
        if (ofResult == null) {
            return ofModifier == null ? null : ofModifier.and(refusalOfMonitors(method));
        }
        return ofResult.and(ofModifier).and(refusalOfMonitors(method));
    }

    private static @Nullable Diagnostic refusalOfModifier(MethodNode method, Place place) {
        var modifiers = Modifier.toString(method.access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC));
        return modifiers.isEmpty() ? null : Rules.testModifier(place, modifiers);
    }

    /** The rule that a test method breaks, if any. */
    @Nullable
    Diagnostic refusalOfTest(MethodNode method) {
        var call = firstCall(method);
        return isSynchronized(method) && call != null
                ? refusalOfSynchronized(method, call).and(refusalOfFirstBlock(method))
                : refusalOfAnyCall(method);
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
        var ofMonitor = refusalOfBlock(method, call, monitors);
        return WeftNames.isEmit(call) && !returnTypes.isGenerator(method.desc)
                ? Rules.emitOutsideGenerator(Place.of(type, method, call)).and(ofMonitor)
                : ofMonitor;
    }

    private @Nullable Diagnostic refusalOfBlock(MethodNode method, AbstractInsnNode call, MonitorRegions monitors) {
        if (!monitors.isHeldAt(call)) {
            return null;
        }
        var place = Place.of(type, method, call);
        return WeftNames.isEmit(call) ? Rules.emitInSynchronizedBlock(place) : Rules.synchronizedBlock(place);
    }

    /** The rule that a suspension call breaks in a method that cannot suspend at all. */
    Diagnostic refusalInPlainCode(MethodNode method, AbstractInsnNode call, MonitorRegions monitors) {
        var place = Place.of(type, method, call);
        boolean isEmitted = WeftNames.isEmit(call);
        if (method.name.equals("<init>")) {
            return isEmitted ? Rules.emitOutsideGenerator(place) : Rules.constructor(place);
        }
        if (method.name.equals("<clinit>")) {
            return isEmitted ? Rules.emitOutsideGenerator(place) : Rules.staticInitialiser(place);
        }
        boolean isOutside = isEmitted && !returnTypes.isGenerator(method.desc);
        return (isOutside ? Rules.emitOutsideGenerator(place) : notMarked(method, call, place))
                .and(isSynchronized(method) ? refusalOfSynchronized(method, call) : null)
                .and(refusalOfBlock(method, call, monitors));
    }

    private Diagnostic notMarked(MethodNode method, AbstractInsnNode call, Place place) {
        var foreignAsync = ForeignAsync.of(type, method);
        if (WeftNames.isEmit(call)) {
            return Rules.emitNotMarked(place, foreignAsync);
        }
        if (foreignAsync == null && method.desc.endsWith(")V")) {
            boolean isRepeated = WeftNames.isRepeatedTest(method);
            if (isRepeated || WeftNames.isPlainTest(method)) {
                return Rules.notMarkedTest(place, isRepeated);
            }
        }
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
    Diagnostic refusalInLambda(
            MethodNode body, AbstractInsnNode call, List<String> functionalTypes, MonitorRegions monitors) {
        var place = Place.of(type, body, call);
        for (var functional : functionalTypes) {
            if (WeftNames.isEmit(call)) {
                if (!returnTypes.isGenerator(functional)) {
                    return Rules.emitInLambda(place, functional);
                }
            } else if (!returnTypes.canSuspend(functional)) {
                return AwaitReferences.isBody(body)
                        ? Rules.methodReference(place, functional)
                        : Rules.lambda(place, functional).and(refusalOfBlock(body, call, monitors));
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

    /** The rules that a method breaks by its monitors: by being synchronized, and by its first such block that awaits. */
    private @Nullable Diagnostic refusalOfMonitors(MethodNode method) {
        var ofBlock = refusalOfFirstBlock(method);
        return isSynchronized(method)
                ? refusalOfSynchronized(method, firstCall(method)).and(ofBlock)
                : ofBlock;
    }

    private @Nullable Diagnostic refusalOfFirstBlock(MethodNode method) {
        var monitors = MonitorRegions.of(method);
        for (var instruction : method.instructions) {
            if (WeftNames.isSuspensionCall(instruction) && monitors.isHeldAt(instruction)) {
                return refusalOfBlock(method, instruction, monitors);
            }
        }
        return null;
    }

    private static @Nullable AbstractInsnNode firstEmit(MethodNode method) {
        for (var instruction : method.instructions) {
            if (WeftNames.isEmit(instruction)) {
                return instruction;
            }
        }
        return null;
    }

    private static @Nullable AbstractInsnNode firstCall(MethodNode method) {
        for (var instruction : method.instructions) {
            if (WeftNames.isSuspensionCall(instruction)) {
                return instruction;
            }
        }
        return null;
    }

    private Diagnostic refusalOfSynchronized(MethodNode method, @Nullable AbstractInsnNode call) {
        if (call == null) {
            return Rules.synchronizedMethod(Place.of(type, method), false);
        }
        var place = Place.of(type, method, call);
        return WeftNames.isEmit(call) ? Rules.emitInSynchronizedMethod(place) : Rules.synchronizedMethod(place, true);
    }

    private static boolean isSynchronized(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNCHRONIZED) != 0;
    }
}
