package dev.weft.agent.differential;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The kinds of value that random bytecode computes with. */
enum Kind {
    INT("I", "java/lang/Integer", "intValue"),
    LONG("J", "java/lang/Long", "longValue"),
    FLOAT("F", "java/lang/Float", "floatValue"),
    DOUBLE("D", "java/lang/Double", "doubleValue"),
    TEXT("Ljava/lang/String;", "java/lang/String", ""),
    OBJECT("Ljava/lang/Object;", "java/lang/Object", ""),
    INTS("[I", "[I", ""),
    /** An object whose constructor has not run, or a coroutine: it is copied and dropped, and nothing else. */
    BLANK("Ljava/lang/Object;", "java/lang/Object", "");

    /** The kinds that an expression can have. */
    static final Kind[] VALUES = {INT, INT, LONG, FLOAT, DOUBLE, TEXT, OBJECT, INTS};

    private final String descriptor;
    private final String reference;
    private final String unboxing;

    Kind(String descriptor, String reference, String unboxing) {
        this.descriptor = descriptor;
        this.reference = reference;
        this.unboxing = unboxing;
    }

    String descriptor() {
        return descriptor;
    }

    private Type type() {
        return Type.getType(descriptor);
    }

    /** How many stack words or slots one takes. */
    int size() {
        return type().getSize();
    }

    boolean isPrimitive() {
        return !unboxing.isEmpty();
    }

    void load(MethodVisitor code, int slot) {
        code.visitVarInsn(type().getOpcode(Opcodes.ILOAD), slot);
    }

    void store(MethodVisitor code, int slot) {
        code.visitVarInsn(type().getOpcode(Opcodes.ISTORE), slot);
    }

    void pop(MethodVisitor code) {
        code.visitInsn(size() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }

    /** From one of this kind to an Object. */
    void box(MethodVisitor code) {
        if (isPrimitive()) {
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, reference, "valueOf", "(" + descriptor() + ")L" + reference + ";", false);
        }
    }

    /** From an Object to one of this kind. */
    void unbox(MethodVisitor code) {
        if (this != OBJECT) {
            code.visitTypeInsn(Opcodes.CHECKCAST, reference);
        }
        if (isPrimitive()) {
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, reference, unboxing, "()" + descriptor(), false);
        }
    }
}
