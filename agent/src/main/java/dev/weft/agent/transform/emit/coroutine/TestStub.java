package dev.weft.agent.transform.emit.coroutine;

import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnNode;

/**
 * The stub of a test method, which makes the frame and has it run to its end.
 *
 * <pre>{@code
 * void m(int n) { WeftExtension.run(Frame.made(new Frame(this, n))); }
 * }</pre>
 */
final class TestStub extends CoroutineStub {
    TestStub(NormalMethod method, MethodPlan plan) {
        super(method, plan, false);
    }

    @Override
    void emitReturn() {
        code.add(RuntimeAbi.runTest());
        code.add(new InsnNode(Opcodes.RETURN));
    }
}
