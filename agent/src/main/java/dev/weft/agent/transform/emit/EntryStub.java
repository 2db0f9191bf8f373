package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** The method that callers call: as the user declared it, with all its attributes but another body. */
public abstract class EntryStub {
    protected final NormalMethod method;
    protected final MethodPlan plan;
    protected final MethodNode stub;
    protected final InsnList code;

    /** Begins the stub of a method. */
    protected EntryStub(NormalMethod method, MethodPlan plan) {
        this.method = method;
        this.plan = plan;
        this.stub = declarationOf(method.method().node());
        this.code = stub.instructions;
    }

    /** Emits the whole method. */
    public final MethodNode emit() {
        var start = new LabelNode();
        code.add(start);
        emitCode(start);
        nameParameters(start);
        return stub;
    }

    /** Emits what the stub does, behind a label at its start. */
    protected abstract void emitCode(LabelNode start);

    /** A method with the name, descriptor, access and annotations of another, and no body. */
    private static MethodNode declarationOf(MethodNode original) {
        var stub = new MethodNode(
                Opcodes.ASM9,
                original.access,
                original.name,
                original.desc,
                original.signature,
                original.exceptions.toArray(new String[0]));
        stub.parameters = original.parameters;
        stub.visibleAnnotations = original.visibleAnnotations;
        stub.invisibleAnnotations = original.invisibleAnnotations;
        stub.visibleTypeAnnotations = original.visibleTypeAnnotations;
        stub.invisibleTypeAnnotations = original.invisibleTypeAnnotations;
        stub.visibleAnnotableParameterCount = original.visibleAnnotableParameterCount;
        stub.visibleParameterAnnotations = original.visibleParameterAnnotations;
        stub.invisibleAnnotableParameterCount = original.invisibleAnnotableParameterCount;
        stub.invisibleParameterAnnotations = original.invisibleParameterAnnotations;
        stub.attrs = original.attrs;
        return stub;
    }

    /** Pushes all parameters, the receiver first. */
    protected final void loadParameters() {
        int slot = 0;
        if ((method.code().access & Opcodes.ACC_STATIC) == 0) {
            code.add(Instructions.load(ValueType.reference(method.method().owner()), slot++));
        }
        for (var type : Type.getArgumentTypes(method.code().desc)) {
            code.add(Instructions.load(ValueType.ofDescriptor(type.getDescriptor()), slot));
            slot += type.getSize();
        }
    }

    /** Tools that read parameter names from the debug information find them on the stub. */
    private void nameParameters(LabelNode start) {
        var original = method.method().node();
        if (original.localVariables == null) {
            return;
        }
        int slots = ParameterSlots.of(stub);
        var end = new LabelNode();
        code.add(end);
        List<LocalVariableNode> named = new ArrayList<>();
        for (var variable : original.localVariables) {
            if (variable.index < slots && isFromEntry(variable, original)) {
                named.add(new LocalVariableNode(
                        variable.name, variable.desc, variable.signature, start, end, variable.index));
            }
        }
        stub.localVariables = named;
    }

    private static boolean isFromEntry(LocalVariableNode variable, MethodNode original) {
        for (var insn = original.instructions.getFirst(); insn != variable.start; insn = insn.getNext()) {
            if (insn.getOpcode() >= 0) {
                return false;
            }
        }
        return true;
    }
}
