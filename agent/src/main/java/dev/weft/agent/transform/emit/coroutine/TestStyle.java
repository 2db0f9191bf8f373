package dev.weft.agent.transform.emit.coroutine;

import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.normalise.NormalForm;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.normalise.TestForm;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.scan.ClassFiles;
import org.objectweb.asm.tree.MethodNode;

/** The style of test methods, which return nothing: coroutines that their own stub runs until they have ended. */
public final class TestStyle extends CoroutineStyle {
    /** Creates the style. */
    public TestStyle() {}

    /** Returns {@code Coroutine}, for a method that returns nothing. */
    @Override
    public String resultClass(String returned, ClassFiles files) {
        return WeftNames.COROUTINE;
    }

    /** Returns false: nothing awaits a test. */
    @Override
    public boolean isCalledDirectly() {
        return false;
    }

    @Override
    public NormalForm normalForm() {
        return new TestForm();
    }

    @Override
    public MethodNode stub(NormalMethod method, MethodPlan plan) {
        return new TestStub(method, plan).emit();
    }
}
