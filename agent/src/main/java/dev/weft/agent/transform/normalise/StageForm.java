package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.SuspensionPoint;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/** The normal form of methods that return a stage: each await is of a stage. */
public final class StageForm implements NormalForm {
    /** Creates the form. */
    public StageForm() {}

    @Override
    public List<SuspensionPoint> rewrite(String owner, MethodNode code, Callees callees) {
        var points = new StageAwaits(code).rewrite();
        if (callees.isRecursive(code)) {
            NestedCalls.rewrite(code, callees);
        }
        return points;
    }
}
