package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.WeftNames;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Annotations named {@code Async} that are not Weft's, such as Spring's: an IDE may have imported the wrong one. */
final class ForeignAsync {
    private ForeignAsync() {}

    /** The name of such an annotation on a method or on its class, as a source file writes it; null if there is none. */
    static @Nullable String of(ClassNode type, MethodNode method) {
        var onMethod = first(method.visibleAnnotations, method.invisibleAnnotations);
        return onMethod == null ? first(type.visibleAnnotations, type.invisibleAnnotations) : onMethod;
    }

    private static @Nullable String first(
            @Nullable List<AnnotationNode> visible, @Nullable List<AnnotationNode> invisible) {
        var found = first(visible);
        return found == null ? first(invisible) : found;
    }

    private static @Nullable String first(@Nullable List<AnnotationNode> annotations) {
        if (annotations == null) {
            return null;
        }
        for (var annotation : annotations) {
            if (isNamedAsync(annotation.desc) && !annotation.desc.equals(WeftNames.ASYNC_DESCRIPTOR)) {
                return Type.getType(annotation.desc).getClassName().replace('$', '.');
            }
        }
        return null;
    }

    private static boolean isNamedAsync(String descriptor) {
        return descriptor.endsWith("/Async;") || descriptor.endsWith("$Async;") || descriptor.equals("LAsync;");
    }
}
