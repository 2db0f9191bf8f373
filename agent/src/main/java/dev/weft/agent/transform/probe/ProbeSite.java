package dev.weft.agent.transform.probe;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.ValueType;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The method into which probes are put, and what they need of it: the names of places, and local variables of their own. */
final class ProbeSite {
    private static final String LAMBDA = "lambda$";

    final ClassNode type;
    final MethodNode method;
    private final int[] lines; // by the index that an instruction had before the first probe
    private final int firstLocal;
    private int locals; // the most that a probe needed

    ProbeSite(ClassNode type, MethodNode method) {
        this.type = type;
        this.method = method;
        this.lines = Instructions.lines(method);
        this.firstLocal = method.maxLocals;
    }

    /** Whether the method creates objects of its class, or initialises it. */
    boolean isInitialiser() {
        return method.name.equals("<init>") || method.name.equals("<clinit>");
    }

    /** Whether a constructor writes a field of the object that it creates, and not of another one or of the class. */
    boolean initialisesOnlyItself(FieldInsnNode write) {
        if (method.name.equals("<clinit>")) {
            return write.getOpcode() == Opcodes.PUTSTATIC;
        }
        return write.getOpcode() == Opcodes.PUTFIELD && !OtherInstances.in(type, method);
    }

    /** Pushes the place of an instruction, given by its index: class, method, file and line. */
    AbstractInsnNode place(int index) {
        var file = type.sourceFile == null ? "" : type.sourceFile;
        return new LdcInsnNode(
                type.name.replace('/', '.') + "#" + nameInSource(method) + "#" + file + "#" + lines[index]);
    }

    /** {@code checkout} for {@code lambda$checkout$0}. */
    static String nameInSource(MethodNode method) {
        int end = method.name.startsWith(LAMBDA) ? method.name.indexOf('$', LAMBDA.length()) : -1;
        return end < 0 ? method.name : method.name.substring(LAMBDA.length(), end);
    }

    /** Stores the arguments of a call in locals, and leaves its receiver on the stack. */
    InsnList storeArguments(MethodInsnNode call) {
        var code = new InsnList();
        int local = firstLocal + slotsOf(call);
        locals = Math.max(locals, slotsOf(call));
        var types = Type.getArgumentTypes(call.desc);
        for (int i = types.length - 1; i >= 0; i--) {
            local -= types[i].getSize();
            code.add(Instructions.store(typeOf(types[i]), local));
        }
        return code;
    }

    /** Stores the last argument of a call where {@link #loadArgument} finds it. */
    InsnList storeLast(MethodInsnNode call) {
        var code = new InsnList();
        var types = Type.getArgumentTypes(call.desc);
        var last = types[types.length - 1];
        locals = Math.max(locals, slotsOf(call));
        code.add(Instructions.store(typeOf(last), firstLocal + slotsOf(call) - last.getSize()));
        return code;
    }

    /** Pushes one of the arguments that have been stored. */
    AbstractInsnNode loadArgument(MethodInsnNode call, int number) {
        int local = firstLocal;
        var types = Type.getArgumentTypes(call.desc);
        for (int i = 0; i < number; i++) {
            local += types[i].getSize();
        }
        return Instructions.load(typeOf(types[number]), local);
    }

    /** Pushes the first of the arguments that have been stored, boxed if need be. */
    InsnList loadFirst(MethodInsnNode call) {
        var code = new InsnList();
        var first = Type.getArgumentTypes(call.desc)[0];
        code.add(Instructions.load(typeOf(first), firstLocal));
        if (first.getSort() == Type.INT) {
            code.add(new MethodInsnNode(
                    Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false));
        }
        return code;
    }

    /** Pushes the arguments again that have been stored. */
    InsnList loadArguments(MethodInsnNode call) {
        var code = new InsnList();
        int local = firstLocal;
        for (var argument : Type.getArgumentTypes(call.desc)) {
            code.add(Instructions.load(typeOf(argument), local));
            local += argument.getSize();
        }
        return code;
    }

    /** Makes room for the locals that the probes use. */
    void finish() {
        method.maxLocals += locals;
    }

    private static int slotsOf(MethodInsnNode call) {
        int slots = 0;
        for (var argument : Type.getArgumentTypes(call.desc)) {
            slots += argument.getSize();
        }
        return slots;
    }

    private static ValueType typeOf(Type argument) {
        return ValueType.ofDescriptor(argument.getDescriptor());
    }
}
