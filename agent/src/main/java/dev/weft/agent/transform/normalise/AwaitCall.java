package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.BodyResult;
import dev.weft.agent.transform.code.MethodKey;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * One suspension point of a normalised method.
 *
 * @param kind what is awaited
 * @param call the instruction that suspends; it takes its operands off an otherwise empty stack and pushes an Object,
 *     or nothing if it is a {@link AwaitKind#PAUSE}.
 *     For {@link AwaitKind#FUSED} it names the callee's start body by its operands alone: the emitter adds the rest.
 * @param frameClass internal name of a fused callee's frame class, else empty
 * @param result how a fused callee's bodies give its result; the emitter boxes it, if need be
 * @param awaited the method whose result is awaited, null if that is no result of a call
 */
public record AwaitCall(
        AwaitKind kind,
        MethodInsnNode call,
        String frameClass,
        BodyResult result,
        @Nullable MethodKey awaited) {
    /** One whose await is not fused with a call. */
    AwaitCall(AwaitKind kind, MethodInsnNode call, @Nullable MethodKey awaited) {
        this(kind, call, "", BodyResult.OBJECT, awaited);
    }
}
