package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.WeftNames;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * The local variables of one body whose future is surely done at a call: {@code f.complete(x); f.join()}.
 *
 * <ol>
 *   <li>The call gets its receiver from a local variable.
 *   <li>From there, the search goes back as far as nothing else can jump in between.
 *   <li>The variable's future is done if it was ended there, or if the variable was set to one that was created so. It is
 *       not known if the variable was set to anything else.
 * </ol>
 */
final class DoneFutures {
    private static final Set<String> ENDS =
            Set.of("complete", "completeExceptionally", "cancel", "obtrudeValue", "obtrudeException");
    private static final Set<String> CREATES_DONE = Set.of("completedFuture", "failedFuture");

    private final ClassNode type;
    private final MethodNode method;
    private @Nullable Set<LabelNode> targets; // null: not yet needed
    private Frame<SourceValue> @Nullable [] frames; // null: not yet needed

    DoneFutures(ClassNode type, MethodNode method) {
        this.type = type;
        this.method = method;
    }

    /** Tells whether the future on which a method is called is done then. */
    boolean isReceiver(MethodInsnNode call) {
        int variable = call.owner.equals(WeftNames.COMPLETABLE_FUTURE) ? receiver(call) : -1;
        if (variable < 0) {
            return false;
        }
        for (var before = call.getPrevious(); before != null; before = before.getPrevious()) {
            if (before instanceof LabelNode label && targets().contains(label)) {
                return false;
            }
            if (before instanceof VarInsnNode store && store.getOpcode() >= Opcodes.ISTORE && store.var == variable) {
                return isCreation(Instructions.fallsFrom(store, targets()));
            }
            if (before instanceof MethodInsnNode end && isEnd(end) && receiver(end) == variable) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEnd(MethodInsnNode call) {
        return call.owner.equals(WeftNames.COMPLETABLE_FUTURE) && ENDS.contains(call.name);
    }

    private static boolean isCreation(@Nullable AbstractInsnNode before) {
        return before instanceof MethodInsnNode maker
                && maker.owner.equals(WeftNames.COMPLETABLE_FUTURE)
                && CREATES_DONE.contains(maker.name);
    }

    private Set<LabelNode> targets() {
        if (targets == null) {
            targets = Instructions.jumpTargets(method);
        }
        return targets;
    }

    /** Returns the number of the local variable that holds the receiver of a call, or -1. */
    private int receiver(MethodInsnNode call) {
        var frame = frames()[method.instructions.indexOf(call)];
        if (frame == null) {
            return -1; // nothing reaches the call
        }
        var source = frame.getStack(frame.getStackSize() - 1 - Type.getArgumentTypes(call.desc).length).insns;
        return source.size() == 1 && source.iterator().next() instanceof VarInsnNode load ? load.var : -1;
    }

    private Frame<SourceValue>[] frames() {
        if (frames == null) {
            try {
                frames = new Analyzer<>(new SourceInterpreter()).analyze(type.name, method);
            } catch (AnalyzerException invalid) {
                throw new IllegalStateException(invalid); // the JVM would not load it either
            }
        }
        return frames;
    }
}
