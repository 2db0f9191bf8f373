package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.SuspensionPoint;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/**
 * The normal form of generators: the iterator that is returned is left to the runtime, and awaits are fused as in a
 * coroutine.
 */
public final class GeneratorForm implements NormalForm {
    /** Creates the form. */
    public GeneratorForm() {}

    @Override
    public List<SuspensionPoint> rewrite(String owner, MethodNode code, Callees callees) {
        return new GeneratorAwaits(code, callees).rewrite();
    }
}
