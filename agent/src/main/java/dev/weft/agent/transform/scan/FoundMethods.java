package dev.weft.agent.transform.scan;

import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the scan of one class found.
 *
 * @param woven the methods to weave, in the order of the class file; awaits in them that are refused stand in the
 *     second list too
 * @param refused the methods and awaits that are refused, in the order of the class file
 * @param rewritten the methods in which a reference {@code Weft::await} became a lambda, and the bodies of those lambdas
 */
public record FoundMethods(List<AsyncMethod> woven, List<Refusal> refused, List<MethodNode> rewritten) {
    /** Copies the lists. */
    public FoundMethods {
        woven = List.copyOf(woven);
        refused = List.copyOf(refused);
        rewritten = List.copyOf(rewritten);
    }

    /**
     * Whether the class can stay as it is.
     *
     * @return true if nothing is woven, refused or rewritten
     */
    public boolean isEmpty() {
        return woven.isEmpty() && refused.isEmpty() && rewritten.isEmpty();
    }
}
