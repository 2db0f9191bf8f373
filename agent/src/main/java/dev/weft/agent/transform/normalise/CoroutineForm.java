package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.SuspensionPoint;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/**
 * The normal form of coroutines: {@code return completed(v)} is a return of {@code v}, any other coroutine that is returned
 * is awaited, and a call whose coroutine is awaited at once is fused with its await.
 */
public final class CoroutineForm implements NormalForm {
    /** Creates the form. */
    public CoroutineForm() {}

    @Override
    public List<SuspensionPoint> rewrite(String owner, MethodNode code, Callees callees) {
        ReturnRewriter.rewrite(owner, code);
        return new CoroutineAwaits(code, callees).rewrite();
    }
}
