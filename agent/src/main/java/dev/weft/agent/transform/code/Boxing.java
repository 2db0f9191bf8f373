package dev.weft.agent.transform.code;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** The calls that box a primitive value, such as {@code Integer.valueOf(int)}. */
public enum Boxing {
    INTEGER("java/lang/Integer", "I"),
    LONG("java/lang/Long", "J"),
    DOUBLE("java/lang/Double", "D"),
    FLOAT("java/lang/Float", "F"),
    SHORT("java/lang/Short", "S"),
    BYTE("java/lang/Byte", "B"),
    CHARACTER("java/lang/Character", "C"),
    BOOLEAN("java/lang/Boolean", "Z");

    private static final String VALUE_OF = "valueOf";

    private final String box;
    private final String primitive;

    Boxing(String box, String primitive) {
        this.box = box;
        this.primitive = primitive;
    }

    /** Returns the boxing that an instruction is, or null. */
    public static @Nullable Boxing of(@Nullable AbstractInsnNode insn) {
        if (insn instanceof MethodInsnNode call && call.name.equals(VALUE_OF)) {
            for (var boxing : values()) {
                if (call.owner.equals(boxing.box) && call.desc.equals(boxing.descriptor())) {
                    return boxing;
                }
            }
        }
        return null;
    }

    /** Returns the boxing of a primitive type, given by its descriptor; null for any other type. */
    public static @Nullable Boxing ofPrimitive(String descriptor) {
        for (var boxing : values()) {
            if (boxing.primitive.equals(descriptor)) {
                return boxing;
            }
        }
        return null;
    }

    /** Returns the descriptor of the primitive type. */
    public String primitive() {
        return primitive;
    }

    /** Counts the slots that the primitive value takes. */
    public int size() {
        return Type.getType(primitive).getSize();
    }

    /** Returns the call. */
    public MethodInsnNode call() {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, box, VALUE_OF, descriptor(), false);
    }

    /** Emits the cast of an object to this box, and the call that takes the value out of it. */
    public void unbox(InsnList code) {
        code.add(new TypeInsnNode(Opcodes.CHECKCAST, box));
        String name = Type.getType(primitive).getClassName() + "Value";
        code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, box, name, "()" + primitive, false));
    }

    private String descriptor() {
        return "(" + primitive + ")L" + box + ";";
    }
}
