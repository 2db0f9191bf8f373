package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.scan.AsyncMethod;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * The steps that bring a woven method into normal form.
 *
 * <ol>
 *   <li>the {@link NormalForm} of the style: returns return the value itself, and each await becomes a {@link SuspensionPoint};
 *   <li>{@link PendingNewRewriter}: constructors run after the awaits among their arguments;
 *   <li>{@link StackSpiller}: what lies below the operands of an await goes into locals;
 *   <li>{@link FramePruner}: dead locals leave the stack map frames.
 * </ol>
 */
public final class Normaliser {
    private Normaliser() {}

    /** Brings {@code method}, one of {@code callees}, into the normal form of its style. */
    public static NormalMethod normalise(AsyncMethod<?> method, Callees callees, NormalForm form) {
        var code = copyOf(method.node());
        var points = form.rewrite(method.owner(), code, callees);
        PendingNewRewriter.rewrite(method.owner(), code, points);
        StackSpiller.spill(method.owner(), code, points);
        FramePruner.prune(code);
        return new NormalMethod(method, code, points, callees.resultOf(method), callees.isRecursive(method.node()));
    }

    private static MethodNode copyOf(MethodNode node) {
        var copy = new MethodNode(
                Opcodes.ASM9,
                node.access,
                node.name,
                node.desc,
                node.signature,
                node.exceptions.toArray(new String[0]));
        node.accept(copy);
        return copy;
    }
}
