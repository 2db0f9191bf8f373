package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.WeftNames;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * The return types of methods, and what they allow: to suspend, and in which style.
 *
 * @param <S> the styles
 */
public final class ReturnTypes<S extends MethodStyle> {
    private static final List<String> PROMISES =
            List.of("java/util/concurrent/Future", WeftNames.COMPLETION_STAGE, "dev/weft/Awaitable");

    private final ClassFiles files; // constant after construction
    private final List<S> styles; // constant after construction

    ReturnTypes(ClassFiles files, List<S> styles) {
        this.files = files;
        this.styles = styles;
    }

    /** The style of a method with this descriptor, or null if a method that returns this cannot suspend. */
    @Nullable
    S style(String descriptor) {
        for (var style : styles) {
            if (resultClass(style, descriptor) != null) {
                return style;
            }
        }
        return null;
    }

    /** The class of the object that a method with this descriptor gives to its caller when it is woven in this style. */
    @Nullable
    String resultClass(S style, String descriptor) {
        return style.resultClass(WeftNames.returnedClass(descriptor), files);
    }

    /** Whether a method with this descriptor can suspend. */
    boolean canSuspend(String descriptor) {
        return style(descriptor) != null;
    }

    /** Whether a method with this descriptor is a generator. */
    boolean isGenerator(String descriptor) {
        return WeftNames.returnedClass(descriptor).equals(WeftNames.ASYNC_ITERATOR);
    }

    /** Whether a method that is woven, and no test, returns a stage. */
    static boolean isStage(String descriptor) {
        var returned = WeftNames.returnedClass(descriptor);
        return !returned.isEmpty()
                && !returned.equals(WeftNames.COROUTINE)
                && !returned.equals(WeftNames.ASYNC_ITERATOR);
    }

    /** Why the woven method could not make a stage to return, or null if that is not what stands in the way. */
    @Nullable
    String whyNotMade(String returned) {
        return whyNotMade(returned, files);
    }

    /**
     * Returns whether a woven method could make an object of this class as the stage to return.
     *
     * @param returned the internal name of a class
     * @param files where the class files are found
     * @return true for a subclass of {@code CompletableFuture} with a public constructor without arguments
     */
    public static boolean isMadeAsFuture(String returned, ClassFiles files) {
        return isFuture(returned, files) && whyNotMade(returned, files) == null;
    }

    private static @Nullable String whyNotMade(String returned, ClassFiles files) {
        var outline = files.outline(returned);
        if (outline == null || !isFuture(returned, files)) {
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

    private static boolean isFuture(String name, ClassFiles files) {
        return files.isSubclass(name, WeftNames.COMPLETABLE_FUTURE);
    }
}
