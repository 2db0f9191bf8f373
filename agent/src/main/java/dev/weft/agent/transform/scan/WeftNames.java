package dev.weft.agent.transform.scan;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The names of the public API that the scan looks for. */
final class WeftNames {
    static final String ASYNC_DESCRIPTOR = "Ldev/weft/Async;";
    static final String WEFT = "dev/weft/Weft";
    static final String COROUTINE = "dev/weft/Coroutine";
    static final String ASYNC_ITERATOR = "dev/weft/AsyncIterator";
    static final String COMPLETION_STAGE = "java/util/concurrent/CompletionStage";
    static final String COMPLETABLE_FUTURE = "java/util/concurrent/CompletableFuture";

    private static final String AWAIT = "await";
    private static final String EMIT = "emit";

    private WeftNames() {}

    /** Whether a method of {@code Weft} is one that suspends who calls it. */
    static boolean isSuspending(String owner, String name) {
        return owner.equals(WEFT) && (name.equals(AWAIT) || name.equals(EMIT));
    }

    /** Whether an instruction calls {@code Weft.await} or {@code Weft.emit}. */
    static boolean isSuspensionCall(AbstractInsnNode instruction) {
        return instruction.getOpcode() == Opcodes.INVOKESTATIC
                && instruction instanceof MethodInsnNode call
                && isSuspending(call.owner, call.name);
    }

    /** Whether an instruction calls {@code Weft.emit}. */
    static boolean isEmit(AbstractInsnNode instruction) {
        return isSuspensionCall(instruction) && ((MethodInsnNode) instruction).name.equals(EMIT);
    }

    /** Whether a method calls {@code Weft.await} or {@code Weft.emit}. */
    static boolean suspends(MethodNode method) {
        for (var instruction : method.instructions) {
            if (isSuspensionCall(instruction)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a method carries {@code @Async}; its retention makes the annotation a visible one. */
    static boolean isAnnotated(MethodNode method) {
        if (method.visibleAnnotations == null) {
            return false;
        }
        for (var annotation : method.visibleAnnotations) {
            if (annotation.desc.equals(ASYNC_DESCRIPTOR)) {
                return true;
            }
        }
        return false;
    }

    /** The internal name of the class that a method returns, or the empty string for primitives, arrays and void. */
    static String returnedClass(String descriptor) {
        var type = Type.getReturnType(descriptor);
        return type.getSort() == Type.OBJECT ? type.getInternalName() : "";
    }
}
