package dev.weft.agent.transform.emit;

import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/**
 * The methods and the frame class that stand in place of one method.
 *
 * @param hostMethods the methods for the class itself: first the entry stub, with the original name, descriptor, access,
 *     annotations and signature, then the bodies
 * @param frame the class that keeps the state of a suspended activation
 * @param planText the plan as text, for {@code dump=}
 * @param points how many suspension points it has
 */
public record WovenMethod(List<MethodNode> hostMethods, GeneratedClass frame, String planText, int points) {
    /** Copies the list. */
    public WovenMethod {
        hostMethods = List.copyOf(hostMethods);
    }
}
