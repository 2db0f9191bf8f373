package dev.weft.agent.transform.scan;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodNode;

/**
 * One method to weave, as it was found in its class.
 *
 * @param kind how it runs
 * @param owner the internal name of its class
 * @param ownerIsInterface whether its class is an interface
 * @param classVersion the version of the class file, minor version in the upper 16 bits as ASM gives it
 * @param sourceFile the source file, or null when the class does not say
 * @param node the complete method with expanded frames; nobody changes it
 * @param resultClass the internal name of the stage class to instantiate ({@code CompletableFuture} when the method
 *     returns an interface), or of {@code Coroutine}
 * @param fusable whether its body can be called directly: every call of it is statically bound, as it or its class is
 *     final, or it is static or private; and its arguments leave room for those of the body
 */
public record AsyncMethod(
        ReturnKind kind,
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
    public AsyncMethod withNode(MethodNode changed) {
        return new AsyncMethod(kind, owner, ownerIsInterface, classVersion, sourceFile, changed, resultClass, fusable);
    }
}
