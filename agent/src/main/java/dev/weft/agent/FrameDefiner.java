package dev.weft.agent;

import dev.weft.agent.transform.emit.GeneratedClass;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Defines generated classes in the loader and package of the class that they belong to. */
@FunctionalInterface
interface FrameDefiner {
    /**
     * Defines classes that are not defined yet.
     *
     * @throws ChangedFrameException if one of them is defined already with another shape
     * @throws LinkageError if the loader cannot define one, say because it does not see the runtime
     */
    void define(ClassLoader loader, List<GeneratedClass> frames, @Nullable ProtectionDomain domain);
}
