package dev.weft.agent.transform.scan;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodNode;

/**
 * One method to weave, as it was found in its class.
 *
 * @param <S> what is known of styles where the method is used
 * @param style how it is woven
 * @param owner the internal name of its class
 * @param ownerIsInterface whether its class is an interface
 * @param classVersion the version of the class file, minor version in the upper 16 bits as ASM gives it
 * @param sourceFile the source file, or null when the class does not say
 * @param node the complete method with expanded frames; it is never changed
 * @param resultClass the internal name of the class of the object that it gives to its caller, {@code CompletableFuture}
 *     for one that returns an interface; empty in stress mode
 * @param fusable whether its body can be called directly: its style allows it; every call of it is statically bound, as it or its class is
 *     final, or it is static or private; and its arguments leave room for those of the body
 */
public record AsyncMethod<S extends MethodStyle>(
        S style,
        String owner,
        boolean ownerIsInterface,
        int classVersion,
        @Nullable String sourceFile,
        MethodNode node,
        String resultClass,
        boolean fusable) {
    /**
     * The same method with another body.
     *
     * @param changed the other body
     * @return a method that is the same otherwise
     */
    public AsyncMethod<S> withNode(MethodNode changed) {
        return new AsyncMethod<>(
                style, owner, ownerIsInterface, classVersion, sourceFile, changed, resultClass, fusable);
    }
}
