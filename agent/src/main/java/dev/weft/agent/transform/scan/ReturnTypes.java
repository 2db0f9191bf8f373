package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.WeftNames;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** What the return type of a method allows: to suspend, and how. */
final class ReturnTypes {
    private static final List<String> PROMISES =
            List.of("java/util/concurrent/Future", WeftNames.COMPLETION_STAGE, "dev/weft/Awaitable");

    private final ClassFiles files; // constant after construction

    ReturnTypes(ClassFiles files) {
        this.files = files;
    }

    /** The kind of a method with this descriptor, or null if a method that returns this cannot suspend. */
    @Nullable
    ReturnKind kind(String descriptor) {
        var returned = WeftNames.returnedClass(descriptor);
        return switch (returned) {
            case WeftNames.COROUTINE -> ReturnKind.COROUTINE;
            case WeftNames.COMPLETION_STAGE, WeftNames.COMPLETABLE_FUTURE -> ReturnKind.STAGE;
            default -> isFuture(returned) && whyNotMade(returned) == null ? ReturnKind.STAGE : null;
        };
    }

    /** Whether a method with this descriptor is a generator. */
    boolean isGenerator(String descriptor) {
        return WeftNames.returnedClass(descriptor).equals(WeftNames.ASYNC_ITERATOR);
    }

    /** The class of the object that a woven method with this descriptor gives to its caller. */
    String resultClass(String descriptor) {
        var returned = WeftNames.returnedClass(descriptor);
        return returned.equals(WeftNames.COMPLETION_STAGE) ? WeftNames.COMPLETABLE_FUTURE : returned;
    }

    /** Why the woven method could not make a stage to return, or null if that is not what stands in the way. */
    @Nullable
    String whyNotMade(String returned) {
        var outline = files.outline(returned);
        if (outline == null || !isFuture(returned)) {
            return null;
        }
        if ((outline.access() & Opcodes.ACC_ABSTRACT) != 0) {
            return "the class is abstract";
        }
        return outline.publicNoArgConstructor() ? null : "the class has no public no-argument constructor";
    }

    /** Whether nothing is known of what a method with this descriptor returns, as no class file of it is found. */
    boolean isUnknown(String descriptor) {
        var returned = WeftNames.returnedClass(descriptor);
        return !returned.isEmpty() && files.outline(returned) == null;
    }

    /** Whether an object of a class stands for a value that comes later. */
    boolean isPromise(String name) {
        for (var promise : PROMISES) {
            if (name.equals(promise) || files.isImplementedBy(name, promise)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFuture(String name) {
        return files.isSubclass(name, WeftNames.COMPLETABLE_FUTURE);
    }
}
