package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The class of a method's activations, as far as the styles share it: exactly the live locals as fields, and for frames
 * of the runtime the call that resumes the body and the description.
 *
 * <pre>{@code
 * final class Host$weft$m extends Frame {
 *     Host self; int n;
 *     int resumedAt() { int at = point; point = RUNNING; return at; }
 *     protected Object resume(Execution execution) { return Host.m$weft$resume(execution, this); }
 *     protected String describe() { return "..."; }
 * }
 * }</pre>
 */
public final class FrameClass {
    private static final String RESUMED_AT = "resumedAt";
    private static final int LONGEST_CONSTANT = 16_000; // characters; 65,535 bytes is the limit, 3 a character at most

    private final NormalMethod method;
    private final MethodPlan plan;
    private final String superName;
    private final ClassNode type = new ClassNode(Opcodes.ASM9);

    /** Begins the frame class of a method, with the fields of its plan. */
    public FrameClass(NormalMethod method, MethodPlan plan, String superName) {
        this.method = method;
        this.plan = plan;
        this.superName = superName;
        int access = Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC;
        type.visit(Opcodes.V17, access, name(), null, superName, null);
        type.sourceFile = method.method().sourceFile();
        for (var field : plan.fields()) {
            addField(field.name(), field.descriptor());
        }
    }

    /** Adds the call by which the resumed body learns where it stands: the field is for subclasses only. */
    private void addResumedAt() {
        var code = addMethod(0, RESUMED_AT, "()I");
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(RuntimeAbi.getPoint(name()));
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(Instructions.push(RuntimeAbi.RUNNING));
        code.add(RuntimeAbi.putPoint(name()));
        code.add(new InsnNode(Opcodes.IRETURN));
    }

    /** Returns {@code frame.resumedAt()}: the suspension point at which it stands, and from now on none. */
    static MethodInsnNode resumedAt(String frame) {
        return new MethodInsnNode(Opcodes.INVOKEVIRTUAL, frame, RESUMED_AT, "()I", false);
    }

    /** Emits {@code new Frame} and a copy of it; the arguments and {@link #construct} follow. */
    public static void allocate(String frame, InsnList code) {
        code.add(new TypeInsnNode(Opcodes.NEW, frame));
        code.add(new InsnNode(Opcodes.DUP));
    }

    /** Emits the call of the constructor that takes {@code arguments}, the descriptors of what is on the stack. */
    public static void construct(String frame, String arguments, InsnList code) {
        code.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, frame, "<init>", "(" + arguments + ")V", false));
    }

    /** Returns its internal name. */
    public String name() {
        return plan.names().frame();
    }

    /** Adds a field. */
    public void addField(String field, String descriptor) {
        type.fields.add(new FieldNode(Opcodes.ASM9, Opcodes.ACC_SYNTHETIC, field, descriptor, null, null));
    }

    /** Adds a method and returns its code, which is to be filled. */
    public InsnList addMethod(int access, String name, String descriptor) {
        var added = new MethodNode(Opcodes.ASM9, access | Opcodes.ACC_SYNTHETIC, name, descriptor, null, null);
        type.methods.add(added);
        return added.instructions;
    }

    /** Adds the constructor without arguments, whose superclass has such a one too. */
    public void addConstructor() {
        addConstructor("", new InsnList(), "", new InsnList());
    }

    /**
     * Adds a constructor.
     *
     * @param arguments the descriptors of its arguments
     * @param toSuper code that pushes the arguments of the superclass's constructor
     * @param superArguments their descriptors
     * @param rest what follows the call of that
     */
    public void addConstructor(String arguments, InsnList toSuper, String superArguments, InsnList rest) {
        var code = addMethod(0, "<init>", "(" + arguments + ")V");
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(toSuper);
        construct(superName, superArguments, code);
        code.add(rest);
        code.add(new InsnNode(Opcodes.RETURN));
    }

    /** Adds {@code resume}, by which the runtime resumes the body. */
    public void addResume() {
        var code = addMethod(Opcodes.ACC_PROTECTED, "resume", "(L" + RuntimeAbi.EXECUTION + ";)Ljava/lang/Object;");
        if (plan.states().isEmpty()) {
            code.add(new InsnNode(Opcodes.ACONST_NULL)); // no suspension point: nothing ever resumes it
        } else {
            code.add(new VarInsnNode(Opcodes.ALOAD, 1));
            code.add(new VarInsnNode(Opcodes.ALOAD, 0));
            code.add(HostCall.of(method, plan.names().resume(), RuntimeAbi.resumeDescriptor(name())));
        }
        code.add(new InsnNode(Opcodes.ARETURN));
    }

    /** Adds {@code describe}, by which the runtime reads what the frame is of. */
    public void addDescribe() {
        var code = addMethod(Opcodes.ACC_PROTECTED, "describe", "()Ljava/lang/String;");
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

    /** Returns the class as it is now. */
    public GeneratedClass generated() {
        if (!plan.states().isEmpty()) {
            addResumedAt();
        }
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.accept(writer);
        return new GeneratedClass(
                name(), writer.toByteArray(), FrameText.shape(plan, method.result(), method.isRecursive()));
    }
}
