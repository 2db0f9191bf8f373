package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.SuspensionPoint;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/** The normal form of methods in stress mode: the scan has put their suspension points where they are. */
public final class StressForm implements NormalForm {
    /** Creates the form. */
    public StressForm() {}

    @Override
    public List<SuspensionPoint> rewrite(String owner, MethodNode code, Callees callees) {
        var points = new ArrayList<SuspensionPoint>();
        for (var insn : code.instructions) {
            if (insn instanceof SuspensionPoint point) {
                points.add(point);
            }
        }
        return points;
    }
}
