package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.SuspensionPoint;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/** The returns and suspension points of a style of methods in normal form. */
public interface NormalForm {
    /**
     * Rewrites the returns of a method, and puts a suspension point in place of each await.
     *
     * @param owner the internal name of its class
     * @param code a copy of the method, to be changed
     * @param callees the woven methods of its class
     * @return its suspension points, in code order
     */
    List<SuspensionPoint> rewrite(String owner, MethodNode code, Callees callees);
}
