package dev.weft.agent.transform.scan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outline of a class, as its class file gives it, without its members.
 *
 * @param name its internal name
 * @param superName the internal name of its superclass, or null for {@code java/lang/Object}
 * @param interfaces the internal names of its direct interfaces
 * @param access its access flags
 * @param publicNoArgConstructor whether it has a public constructor without arguments
 */
public record ClassOutline(
        String name, @Nullable String superName, List<String> interfaces, int access, boolean publicNoArgConstructor) {
    /** Copies the list. */
    public ClassOutline {
        interfaces = List.copyOf(interfaces);
    }
}
