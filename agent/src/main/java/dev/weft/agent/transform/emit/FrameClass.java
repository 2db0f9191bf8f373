package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.FrameField;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.scan.ReturnKind;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Emits the class of an async method's activations: exactly the live locals as fields, and two calls of its bodies.
 *
 * <pre>{@code
 * final class Host$weft$m extends Frame {
 *     Host a0; int i1;
 *     Host$weft$m(Host self, int n) { a0 = self; i1 = n; }
 *     Host$weft$m() {}
 *     static Host$weft$m of(Host$weft$m frame) { return frame != null ? frame : new Host$weft$m(); }
 *     protected Object start(Execution execution, int depth) {
 *         return Host.m$weft$start(a0, i1, execution, this, depth);   // if it is a long: UnboxedResult.box(..., INTEGER)
 *     }
 *     void clear() { a0 = null; }                    // if direct calls may use the frame again
 *     protected Object resume(Execution execution) { return Host.m$weft$resume(execution, this); }
 *     protected String describe() { return "..."; }
 * }
 * }</pre>
 */
final class FrameClass {
    /** The static method that gives the frame of an activation, made at its first suspension. */
    static final String OF = "of";

    private static final String CLEAR = "clear";
    private static final int LONGEST_CONSTANT = 16_000; // characters; 65,535 bytes is the limit, 3 a character at most

    private final NormalMethod method;
    private final MethodPlan plan;
    private final String name;
    private final ClassNode type = new ClassNode(Opcodes.ASM9);

    private FrameClass(NormalMethod method, MethodPlan plan) {
        this.method = method;
        this.plan = plan;
        this.name = plan.names().frame();
        type.visit(
                Opcodes.V17,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name,
                null,
                superName(),
                null);
        type.sourceFile = method.method().sourceFile();
    }

    static GeneratedClass emit(NormalMethod method, MethodPlan plan) {
        var frame = new FrameClass(method, plan);
        frame.addFields();
        frame.addConstructor("");
        switch (method.method().kind()) {
            case COROUTINE -> {
                frame.addColdMembers();
                frame.addResume();
                frame.addDescribe();
            }
            case STAGE -> {
                frame.addResume();
                frame.addDescribe();
            }
            case PLAIN -> frame.addPoint();
        }
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        frame.type.accept(writer);
        return new GeneratedClass(frame.name, writer.toByteArray(), FrameText.shape(plan, method.result()));
    }

    /** The method as users know it: {@code Orders.load}. */
    static String displayName(MethodPlan plan) {
        String owner = plan.names().owner();
        return owner.substring(owner.lastIndexOf('/') + 1) + "." + plan.names().method();
    }

    static String ofDescriptor(String frame) {
        return "(L" + frame + ";)L" + frame + ";";
    }

    /** {@code new Frame} and a copy of it; the arguments and {@link #construct} follow. */
    static void allocate(MethodPlan plan, InsnList code) {
        code.add(new TypeInsnNode(Opcodes.NEW, plan.names().frame()));
        code.add(new InsnNode(Opcodes.DUP));
    }

    /** The call of the constructor that takes the arguments of the method. */
    static void construct(MethodPlan plan, InsnList code) {
        code.add(new MethodInsnNode(
                Opcodes.INVOKESPECIAL,
                plan.names().frame(),
                "<init>",
                "(" + Arguments.descriptors(plan) + ")V",
                false));
    }

    /** Whether an activation that has been resumed clears its references when it ends: its frame may be used again. */
    static boolean isCleared(NormalMethod method, MethodPlan plan) {
        if (method.method().kind() == ReturnKind.COROUTINE && method.method().fusable()) {
            for (var field : plan.fields()) {
                if (isReference(field)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isReference(FrameField field) {
        char sort = field.descriptor().charAt(0);
        return sort == 'L' || sort == '[';
    }

    /** {@code frame.clear()}. */
    static MethodInsnNode clear(String frame) {
        return new MethodInsnNode(Opcodes.INVOKEVIRTUAL, frame, CLEAR, "()V", false);
    }

    private boolean isHot() {
        return method.method().kind() == ReturnKind.STAGE;
    }

    private String superName() {
        return switch (method.method().kind()) {
            case COROUTINE -> method.callsDirectly() ? RuntimeAbi.CALLER_FRAME : RuntimeAbi.FRAME;
            case STAGE -> RuntimeAbi.STAGE_FRAME;
            case PLAIN -> "java/lang/Object";
        };
    }

    private void addFields() {
        for (var field : plan.fields()) {
            type.fields.add(
                    new FieldNode(Opcodes.ASM9, Opcodes.ACC_SYNTHETIC, field.name(), field.descriptor(), null, null));
        }
    }

    /** In stress mode nothing of the runtime keeps the number of the suspension point. */
    private void addPoint() {
        type.fields.add(new FieldNode(Opcodes.ASM9, Opcodes.ACC_SYNTHETIC, RuntimeAbi.POINT, "I", null, null));
    }

    private MethodNode newMethod(int access, String methodName, String descriptor) {
        var added = new MethodNode(Opcodes.ASM9, access, methodName, descriptor, null, null);
        type.methods.add(added);
        return added;
    }

    private InsnList addConstructor(String descriptors) {
        var code = newMethod(Opcodes.ACC_SYNTHETIC, "<init>", "(" + descriptors + ")V").instructions;
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        String superDescriptor = "()V";
        if (isHot()) {
            String result = method.method().resultClass();
            code.add(new TypeInsnNode(Opcodes.NEW, result));
            code.add(new InsnNode(Opcodes.DUP));
            code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, result, "<init>", "()V", false));
            superDescriptor = "(L" + RuntimeAbi.COMPLETABLE_FUTURE + ";)V";
        }
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, superName(), "<init>", superDescriptor, false));
        code.add(new InsnNode(Opcodes.RETURN));
        return code;
    }

    private void addColdMembers() {
        if (!Arguments.descriptors(plan).isEmpty()) {
            storeArguments(addConstructor(Arguments.descriptors(plan)));
        }
        addOf();
        addStart();
        if (isCleared(method, plan)) {
            addClear();
        }
    }

    private void storeArguments(InsnList code) {
        var stores = new InsnList();
        int slot = 1;
        for (var parameter : plan.parameters()) {
            Arguments.store(parameter, slot, 0, name, stores);
            slot += ValueType.ofDescriptor(parameter.descriptor()).size();
        }
        code.insertBefore(code.getLast(), stores);
    }

    private void addOf() {
        var code = newMethod(Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, OF, ofDescriptor(name)).instructions;
        var isNull = new LabelNode();
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new JumpInsnNode(Opcodes.IFNULL, isNull));
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(new InsnNode(Opcodes.ARETURN));
        code.add(isNull);
        code.add(new FrameNode(Opcodes.F_NEW, 0, new Object[0], 0, new Object[0]));
        code.add(new TypeInsnNode(Opcodes.NEW, name));
        code.add(new InsnNode(Opcodes.DUP));
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false));
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    private void addClear() {
        var code = newMethod(Opcodes.ACC_SYNTHETIC, CLEAR, "()V").instructions;
        for (var field : plan.fields()) {
            if (isReference(field)) {
                code.add(new VarInsnNode(Opcodes.ALOAD, 0));
                code.add(new InsnNode(Opcodes.ACONST_NULL));
                code.add(new FieldInsnNode(Opcodes.PUTFIELD, name, field.name(), field.descriptor()));
            }
        }
        code.add(new InsnNode(Opcodes.RETURN));
    }

    private void addStart() {
        var code = newMethod(
                        Opcodes.ACC_PROTECTED | Opcodes.ACC_SYNTHETIC,
                        "start",
                        "(L" + RuntimeAbi.EXECUTION + ";I)Ljava/lang/Object;")
                .instructions;
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

    private void addResume() {
        var code = newMethod(
                        Opcodes.ACC_PROTECTED | Opcodes.ACC_SYNTHETIC,
                        "resume",
                        "(L" + RuntimeAbi.EXECUTION + ";)Ljava/lang/Object;")
                .instructions;
        if (plan.states().isEmpty()) {
            code.add(new InsnNode(Opcodes.ACONST_NULL)); // no suspension point: nothing ever resumes it
        } else {
            code.add(new VarInsnNode(Opcodes.ALOAD, 1));
            code.add(new VarInsnNode(Opcodes.ALOAD, 0));
            code.add(HostCall.of(method, plan.names().resume(), RuntimeAbi.resumeDescriptor(name)));
        }
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    private void addDescribe() {
        var code = newMethod(Opcodes.ACC_PROTECTED | Opcodes.ACC_SYNTHETIC, "describe", "()Ljava/lang/String;")
                .instructions;
        String text = FrameText.description(plan, type.sourceFile);
        code.add(new LdcInsnNode(text.substring(0, Math.min(text.length(), LONGEST_CONSTANT))));
        for (int from = LONGEST_CONSTANT; from < text.length(); from += LONGEST_CONSTANT) {
            code.add(new LdcInsnNode(text.substring(from, Math.min(text.length(), from + LONGEST_CONSTANT))));
            code.add(new MethodInsnNode(
                    Opcodes.INVOKEVIRTUAL,
                    "java/lang/String",
                    "concat",
                    "(Ljava/lang/String;)Ljava/lang/String;",
                    false));
        }
        code.add(new InsnNode(Opcodes.ARETURN));
    }
}
