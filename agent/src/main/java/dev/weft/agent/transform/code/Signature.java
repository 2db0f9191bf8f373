package dev.weft.agent.transform.code;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The name and descriptor of a method, which distinguish it from the other methods of its class.
 *
 * @param name its name
 * @param descriptor its descriptor
 */
public record Signature(String name, String descriptor) {
    /** Returns the signature of a method. */
    public static Signature of(MethodNode method) {
        return new Signature(method.name, method.desc);
    }

    /** Returns the signature of the method that an instruction calls. */
    public static Signature of(MethodInsnNode call) {
        return new Signature(call.name, call.desc);
    }

    /** Returns the parameters as they stand between the parentheses of the descriptor. */
    public String parameters() {
        return descriptor.substring(1, descriptor.indexOf(')'));
    }

    // Written out, as those of a record bring up method handles: 50 ms at the start of every program that awaits.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Signature that && name.equals(that.name) && descriptor.equals(that.descriptor);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + descriptor.hashCode();
    }

    /** Returns the name with the descriptor behind it, {@code load(I)Ldev/weft/Coroutine;}. */
    @Override
    public String toString() {
        return name + descriptor;
    }
}
