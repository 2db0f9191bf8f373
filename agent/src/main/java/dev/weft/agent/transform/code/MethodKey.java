package dev.weft.agent.transform.code;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A method of a class, as an instruction names it.
 *
 * @param owner the internal name of the class
 * @param signature its name and descriptor
 */
public record MethodKey(String owner, Signature signature) {
    /** Returns the key of the method that an instruction calls. */
    public static MethodKey of(MethodInsnNode call) {
        return new MethodKey(call.owner, Signature.of(call));
    }

    // Written out, as those of a record bring up method handles: 50 ms at the start of every program that awaits.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MethodKey that && owner.equals(that.owner) && signature.equals(that.signature);
    }

    @Override
    public int hashCode() {
        return 31 * owner.hashCode() + signature.hashCode();
    }

    /** Returns the key as text, {@code app/Orders.load(I)Ldev/weft/Coroutine;}. */
    @Override
    public String toString() {
        return owner + '.' + signature;
    }
}
