package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.RewrittenCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The search for the methods of a class that are woven and those that are refused.
 *
 * <ol>
 *   <li>Code that throws a coroutine away is warned of, and reports it when it does.
 *   <li>References {@code Weft::await} become lambdas.
 *   <li>A test that is run on a loop is woven, and what runs before or after each test if it awaits. One that JUnit would pass
 *       over is refused.
 *   <li>A method marked {@code @Async} is woven, or refused as a whole. Bridges are left alone, and so are abstract
 *       methods, but those whose return type no body can fulfil are reported.
 *   <li>A lambda that awaits is woven if its functional method, as instantiated, can suspend; single awaits in it may
 *       still be refused.
 *   <li>Each await anywhere else is refused.
 *   <li>A call that blocks the thread, in what is woven, is reported, or rewritten, or its method is refused.
 * </ol>
 *
 * @param <S> the styles in which methods are woven
 */
public final class AsyncMethodFinder<S extends MethodStyle> {
    private final ClassFiles files; // constant after construction
    private final ClassNode type; // constant after construction
    private final MethodStyles<S> styles; // constant after construction
    private final ReturnTypes<S> returnTypes; // constant after construction
    private final ShapeChecker checker; // constant after construction
    private final BlockingPolicy blocking; // constant after construction
    private final List<Diagnostic> warnings = new ArrayList<>();
    private final List<RewrittenCall> rewrittenCalls = new ArrayList<>();
    private final List<AsyncMethod<S>> woven = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();

    private AsyncMethodFinder(ClassNode type, ClassFiles files, MethodStyles<S> styles, BlockingPolicy blocking) {
        this.type = type;
        this.styles = styles;
        this.files = files;
        this.returnTypes = new ReturnTypes<>(files, styles.byReturnType());
        this.checker = new ShapeChecker(type, returnTypes, files);
        this.blocking = blocking;
    }

    /**
     * Looks through a class, but for no call that blocks.
     *
     * @param file its class file
     * @param files where the classes that it names are found
     * @param styles the styles in which methods are woven
     * @param <S> their type
     * @return what was found
     */
    public static <S extends MethodStyle> FoundMethods<S> find(
            ClassBytes file, ClassFiles files, MethodStyles<S> styles) {
        return find(file, files, styles, BlockingPolicy.OFF);
    }

    /**
     * Looks through a class.
     *
     * @param file its class file
     * @param files where the classes that it names are found
     * @param styles the styles in which methods are woven
     * @param blocking the policy for calls that block, in what is woven
     * @param <S> the type of the styles
     * @return what was found
     */
    public static <S extends MethodStyle> FoundMethods<S> find(
            ClassBytes file, ClassFiles files, MethodStyles<S> styles, BlockingPolicy blocking) {
        var type = FramedClass.of(file, files);
        var finder = new AsyncMethodFinder<>(type, files, styles, blocking);
        var rewritten = new LinkedHashSet<>(DroppedCoroutines.rewrite(type, finder.warnings));
        rewritten.addAll(AwaitReferences.rewrite(type));
        finder.sort(LambdaBodies.of(type));
        return new FoundMethods<>(
                finder.woven, finder.refused, List.copyOf(rewritten), finder.rewrittenCalls, finder.warnings);
    }

    private void sort(LambdaBodies lambdas) {
        for (var method : type.methods) {
            if (isPassedOver(method)) {
                continue;
            }
            if (isTest(method)) {
                sortTest(method);
            } else if (isMarked(method)) {
                sortMarked(method);
            } else if ((method.access & Opcodes.ACC_ABSTRACT) != 0) {
                sortAbstract(method);
            } else if (WeftNames.suspends(method)) {
                sortUnmarked(method, lambdas.functionalTypes(method));
            }
        }
    }

    /** Refuses a {@code @WeftTest} that JUnit would not run; tells whether it is one. */
    private boolean isPassedOver(MethodNode method) {
        if (!WeftNames.isTest(method) || (method.access & Opcodes.ACC_BRIDGE) != 0) {
            return false;
        }
        var refusal = checker.refusalOfTestThatIsNotRun(method);
        if (refusal == null) {
            return false;
        }
        boolean isAbstract = (method.access & Opcodes.ACC_ABSTRACT) != 0;
        refused.add(new Refusal(isAbstract ? Refusal.Kind.DECLARATION : Refusal.Kind.TEST, method, -1, refusal));
        return true;
    }

    private static boolean isMarked(MethodNode method) {
        return (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE)) == 0 && WeftNames.isAnnotated(method);
    }

    /** Every {@code @WeftTest} runs on a loop; what JUnit calls before and after each does so if it awaits. */
    private static boolean isTest(MethodNode method) {
        return hasBody(method)
                && (WeftNames.isTest(method) || (WeftNames.isAroundTests(method) && WeftNames.suspends(method)));
    }

    private static boolean hasBody(MethodNode method) {
        return (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE | Opcodes.ACC_NATIVE)) == 0;
    }

    private void sortTest(MethodNode method) {
        var refusal = checker.refusalOfTest(method);
        if (refusal == null) {
            rewriteBlocking(method);
            weave(method, styles.ofTests());
        } else {
            refused.add(Refusal.ofMethod(method, refusal));
        }
    }

    private void sortMarked(MethodNode method) {
        var refusal = checker.refusalOfMethod(method);
        if (refusal == null) {
            rewriteBlocking(method);
            weave(method);
        } else {
            refused.add(Refusal.ofMethod(method, refusal));
        }
    }

    private void sortAbstract(MethodNode method) {
        var refusal = WeftNames.isAnnotated(method) ? checker.refusalOfReturnType(method) : null;
        if (refusal != null) {
            refused.add(new Refusal(Refusal.Kind.DECLARATION, method, -1, refusal));
        }
    }

    private void sortUnmarked(MethodNode method, List<String> functionalTypes) {
        if (functionalTypes.isEmpty()) {
            var monitors = MonitorRegions.of(method);
            refuseCalls(method, call -> checker.refusalInPlainCode(method, call, monitors));
        } else {
            sortLambda(method, functionalTypes);
        }
    }

    private void sortLambda(MethodNode body, List<String> functionalTypes) {
        int before = refused.size();
        var monitors = MonitorRegions.of(body);
        refuseCalls(body, call -> checker.refusalInLambda(body, call, functionalTypes, monitors));
        if (refused.size() == before) {
            rewriteBlocking(body);
            var heldInBody = MonitorRegions.of(body);
            refuseCalls(body, call -> checker.refusalOfCall(body, call, heldInBody));
            weave(body);
        }
    }

    private void refuseCalls(MethodNode method, Function<AbstractInsnNode, @Nullable Diagnostic> rule) {
        for (var instruction : method.instructions) {
            if (WeftNames.isSuspensionCall(instruction)) {
                var refusal = rule.apply(instruction);
                if (refusal != null) {
                    refused.add(new Refusal(
                            Refusal.Kind.AWAIT_SITE, method, method.instructions.indexOf(instruction), refusal));
                }
            }
        }
    }

    private void weave(MethodNode method) {
        weave(method, Objects.requireNonNull(returnTypes.style(method.desc), "checked before"));
    }

    private void weave(MethodNode method, S style) {
        if (blocking != BlockingPolicy.OFF && isRefusedForBlocking(method)) {
            return;
        }
        boolean fusable = style.isCalledDirectly()
                && isStaticallyBound(method)
                && ParameterSlots.of(method) <= RuntimeAbi.MOST_PASSED_SLOTS;
        woven.add(new AsyncMethod<>(
                style,
                type.name,
                (type.access & Opcodes.ACC_INTERFACE) != 0,
                type.version,
                type.sourceFile,
                method,
                Objects.requireNonNull(returnTypes.resultClass(style, method.desc), "of this style"),
                fusable));
    }

    /** A method that returns a stage may run on a thread that it may block, and would go on on another one. */
    private void rewriteBlocking(MethodNode method) {
        if (blocking == BlockingPolicy.REWRITE && !ReturnTypes.isStage(method.desc)) {
            BlockingRewriter.rewrite(type, method, rewrittenCalls);
        }
    }

    /** Reports what blocks in a method. If the method is refused, single awaits in it need not be. */
    private boolean isRefusedForBlocking(MethodNode method) {
        var found = BlockingFinder.find(type, method, ReturnTypes.isStage(method.desc), files);
        if (blocking != BlockingPolicy.REFUSE || found.isEmpty()) {
            warnings.addAll(found);
            return false;
        }
        var kept = new ArrayList<Refusal>();
        for (var refusal : refused) {
            if (refusal.method() != method) {
                kept.add(refusal);
            }
        }
        refused.clear();
        refused.addAll(kept);
        refused.add(Refusal.ofMethod(method, found.get(0)));
        return true;
    }

    private boolean isStaticallyBound(MethodNode method) {
        return ((method.access | type.access) & Opcodes.ACC_FINAL) != 0
                || (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) != 0;
    }
}
