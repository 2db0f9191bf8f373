package dev.weft.agent.transform.emit.generator;

import dev.weft.agent.transform.code.Boxing;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.SuspensionKind;
import dev.weft.agent.transform.emit.FrameClass;
import dev.weft.agent.transform.emit.GeneratedClass;
import dev.weft.agent.transform.emit.HostCall;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The frame of a generator, which is the iterator as well.
 *
 * <pre>{@code
 * final class Host$weft$m extends GeneratorFrame {
 *     Host self; int n;
 *     protected Object start(Execution execution, int depth) { return Host.m$weft$start(execution, this, depth); }
 *     protected Object resume(Execution execution, int depth) { return Host.m$weft$resume(execution, this, depth); }
 *     protected void clear() { self = null; }
 *     int emitted;                                      // if each emit is of an Integer that was boxed for it
 *     protected Object value() { return Integer.valueOf(emitted); }
 *     protected String describe() { return "..."; }
 * }
 * }</pre>
 */
final class GeneratorFrame {
    private static final String EMITTED = "$emitted"; // no local variable of the method has such a field

    private final NormalMethod method;
    private final MethodPlan plan;
    private final FrameClass type;

    private GeneratorFrame(NormalMethod method, MethodPlan plan) {
        this.method = method;
        this.plan = plan;
        this.type = new FrameClass(method, plan, RuntimeAbi.GENERATOR_FRAME);
    }

    static GeneratedClass emit(NormalMethod method, MethodPlan plan) {
        var frame = new GeneratorFrame(method, plan);
        frame.type.addConstructor();
        frame.addCall("start", plan.names().start());
        frame.addResume();
        frame.addClear();
        frame.addUnboxedValue();
        frame.type.addDescribe();
        return frame.type.generated();
    }

    /** Returns {@code frame.emitted = value}, for an unboxed value. */
    static FieldInsnNode putEmitted(String frame, Boxing boxing) {
        return new FieldInsnNode(Opcodes.PUTFIELD, frame, EMITTED, boxing.primitive());
    }

    private void addResume() {
        if (!plan.states().isEmpty()) {
            addCall("resume", plan.names().resume());
            return;
        }
        var code = type.addMethod(Opcodes.ACC_PROTECTED, "resume", callDescriptor());
        code.add(new InsnNode(Opcodes.ACONST_NULL)); // no suspension point: nothing ever resumes it
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    private static String callDescriptor() {
        return "(L" + RuntimeAbi.EXECUTION + ";I)Ljava/lang/Object;";
    }

    private void addCall(String name, String body) {
        var code = type.addMethod(Opcodes.ACC_PROTECTED, name, callDescriptor());
        code.add(new VarInsnNode(Opcodes.ALOAD, 1));
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new VarInsnNode(Opcodes.ILOAD, 2));
        code.add(HostCall.of(method, body, RuntimeAbi.generatorDescriptor(type.name())));
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    private void addClear() {
        var code = type.addMethod(Opcodes.ACC_PROTECTED, "clear", "()V");
        for (var field : plan.fields()) {
            if (field.isReference()) {
                code.add(new VarInsnNode(Opcodes.ALOAD, 0));
                code.add(new InsnNode(Opcodes.ACONST_NULL));
                code.add(new FieldInsnNode(Opcodes.PUTFIELD, type.name(), field.name(), field.descriptor()));
            }
        }
        code.add(new InsnNode(Opcodes.RETURN));
    }

    /** Boxes the value where it is used: C2 takes the box away again if it is unboxed at once. */
    private void addUnboxedValue() {
        for (var point : method.points()) {
            var boxing = point.kind() == SuspensionKind.EMIT ? Boxing.ofPrimitive(point.operands()) : null;
            if (boxing != null) {
                type.addField(EMITTED, boxing.primitive());
                var code = type.addMethod(Opcodes.ACC_PROTECTED, "value", "()Ljava/lang/Object;");
                code.add(new VarInsnNode(Opcodes.ALOAD, 0));
                code.add(new FieldInsnNode(Opcodes.GETFIELD, type.name(), EMITTED, boxing.primitive()));
                code.add(boxing.call());
                code.add(new InsnNode(Opcodes.ARETURN));
                return;
            }
        }
    }

    /** Tells whether code of a generator has to run when it is closed half-used. */
    static boolean emitHasHandler(NormalMethod method) {
        var instructions = method.code().instructions;
        for (var block : method.code().tryCatchBlocks) {
            int start = instructions.indexOf(block.start);
            int end = instructions.indexOf(block.end);
            for (var point : method.points()) {
                int at = instructions.indexOf(point);
                if (point.kind() == SuspensionKind.EMIT && start < at && at < end) {
                    return true;
                }
            }
        }
        return false;
    }
}
