package dev.weft.agent;

import dev.weft.agent.transform.emit.GeneratedClass;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A definer of generated classes in the loader and package of the class that they belong to. */
interface FrameDefiner {
    /**
     * Defines classes, unless another thread that loads the same class has done so.
     *
     * @param module the module of the class that they belong to
     * @param frames the classes
     * @param domain the protection domain of that class
     * @throws LinkageError if the loader cannot define one, say because it does not see the runtime
     */
    void define(Module module, List<GeneratedClass> frames, @Nullable ProtectionDomain domain);

    /**
     * Changes what classes tell of a class that is being redefined.
     *
     * @param module the module of that class
     * @param frames the classes for its new version
     * @throws ChangedFrameException if one of them is not known to have the same shape as before
     */
    void redefine(Module module, List<GeneratedClass> frames);
}
