package dev.weft.agent.transform.emit.coroutine;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.emit.Arguments;
import dev.weft.agent.transform.emit.FrameClass;
import dev.weft.agent.transform.emit.GeneratedClass;
import dev.weft.agent.transform.emit.HostCall;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The frame of a coroutine, which is the cold coroutine as well, and is used again by direct calls.
 *
 * <pre>{@code
 * final class Host$weft$m extends Frame {
 *     Host self; int n;
 *     Host$weft$m() {}
 *     Host$weft$m(Host self, int n) { this.self = self; this.n = n; }
 *     static Host$weft$m of(Host$weft$m frame) { return frame != null ? frame : new Host$weft$m(); }
 *     protected Object start(Execution execution, int depth) {
 *         return Host.m$weft$start(self, n, execution, this, depth);   // if it is a long: UnboxedResult.box(..., INTEGER)
 *     }
 *     void clear() { self = null; }                  // if direct calls may use the frame again
 *     ...
 * }
 * }</pre>
 */
final class CoroutineFrame {
    private static final String OF = "of";
    private static final String CLEAR = "clear";

    private final NormalMethod method;
    private final MethodPlan plan;
    private final FrameClass type;
    private final String name;

    private CoroutineFrame(NormalMethod method, MethodPlan plan) {
        this.method = method;
        this.plan = plan;
        this.type = new FrameClass(method, plan, method.callsDirectly() ? RuntimeAbi.CALLER_FRAME : RuntimeAbi.FRAME);
        this.name = type.name();
    }

    static GeneratedClass emit(NormalMethod method, MethodPlan plan) {
        var frame = new CoroutineFrame(method, plan);
        frame.addConstructors();
        frame.addOf();
        frame.addStart();
        if (isCleared(method, plan)) {
            frame.addClear();
        }
        frame.type.addResume();
        frame.type.addDescribe();
        return frame.type.generated();
    }

    /** Returns {@code Frame.of(frame)}: the frame of an activation, made at its first suspension. */
    static MethodInsnNode of(String frame) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, frame, OF, ofDescriptor(frame), false);
    }

    /** Returns {@code frame.clear()}. */
    static MethodInsnNode clear(String frame) {
        return new MethodInsnNode(Opcodes.INVOKEVIRTUAL, frame, CLEAR, "()V", false);
    }

    /** Returns whether an activation that has been resumed clears its references when it ends: its frame may be used again. */
    static boolean isCleared(NormalMethod method, MethodPlan plan) {
        if (method.method().fusable()) {
            for (var field : plan.fields()) {
                if (field.isReference()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String ofDescriptor(String frame) {
        return "(L" + frame + ";)L" + frame + ";";
    }

    private void addConstructors() {
        type.addConstructor();
        String arguments = Arguments.descriptors(plan);
        if (!arguments.isEmpty()) {
            type.addConstructor(arguments, new InsnList(), "", stores());
        }
    }

    private InsnList stores() {
        var stores = new InsnList();
        int slot = 1;
        for (var parameter : plan.parameters()) {
            Arguments.store(parameter, slot, 0, name, stores);
            slot += ValueType.ofDescriptor(parameter.descriptor()).size();
        }
        return stores;
    }

    private void addOf() {
        var code = type.addMethod(Opcodes.ACC_STATIC, OF, ofDescriptor(name));
        var isNull = new LabelNode();
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new JumpInsnNode(Opcodes.IFNULL, isNull));
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new InsnNode(Opcodes.ARETURN));
        code.add(isNull);
        code.add(new FrameNode(Opcodes.F_NEW, 0, new Object[0], 0, new Object[0]));
        FrameClass.allocate(name, code);
        FrameClass.construct(name, "", code);
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    private void addClear() {
        var code = type.addMethod(0, CLEAR, "()V");
        for (var field : plan.fields()) {
            if (field.isReference()) {
                code.add(new VarInsnNode(Opcodes.ALOAD, 0));
                code.add(new InsnNode(Opcodes.ACONST_NULL));
                code.add(new FieldInsnNode(Opcodes.PUTFIELD, name, field.name(), field.descriptor()));
            }
        }
        code.add(new InsnNode(Opcodes.RETURN));
    }

    private void addStart() {
        var code =
                type.addMethod(Opcodes.ACC_PROTECTED, "start", "(L" + RuntimeAbi.EXECUTION + ";I)Ljava/lang/Object;");
        if (Arguments.arePassed(plan)) {
            for (var parameter : plan.parameters()) {
                Arguments.load(parameter, 0, name, code);
            }
        }
        code.add(new VarInsnNode(Opcodes.ALOAD, 1));
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new VarInsnNode(Opcodes.ILOAD, 2));
        code.add(HostCall.of(
                method,
                plan.names().start(),
                RuntimeAbi.startDescriptor(Arguments.descriptors(plan), name, method.result())));
        if (method.result().isUnboxed()) {
            code.add(Instructions.push(method.result().kind()));
            code.add(RuntimeAbi.box());
        }
        code.add(new InsnNode(Opcodes.ARETURN));
    }
}
