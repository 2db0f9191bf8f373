package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.SuspensionPoint;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The normal form of test methods: {@code return;} is a return of null, and the awaits are those of coroutines. */
public final class TestForm implements NormalForm {
    private static final String NOTHING = "V";
    private static final String OBJECT = "Ljava/lang/Object;";

    /** Creates the form. */
    public TestForm() {}

    @Override
    public List<SuspensionPoint> rewrite(String owner, MethodNode code, Callees callees) {
        for (var insn : code.instructions.toArray()) {
            if (insn.getOpcode() == Opcodes.RETURN) {
                code.instructions.insertBefore(insn, new InsnNode(Opcodes.ACONST_NULL));
                code.instructions.set(insn, new InsnNode(Opcodes.ARETURN));
            }
        }
        code.desc = code.desc.substring(0, code.desc.length() - NOTHING.length()) + OBJECT;
        return new CoroutineAwaits(code, callees).rewrite();
    }
}
