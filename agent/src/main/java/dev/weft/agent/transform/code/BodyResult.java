package dev.weft.agent.transform.code;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The form in which the bodies of a coroutine give its result: an object, or an unboxed number. */
public enum BodyResult {
    /** An object, or {@code Frame.SUSPENDED}. */
    OBJECT("java/lang/Object", "", 0),
    /** What {@code Integer.valueOf} boxes, as a long, or {@code UnboxedResult.SUSPENDED}. */
    INTEGER("java/lang/Integer", "I", 1),
    /** What {@code Short.valueOf} boxes. */
    SHORT("java/lang/Short", "S", 2),
    /** What {@code Byte.valueOf} boxes. */
    BYTE("java/lang/Byte", "B", 3),
    /** What {@code Character.valueOf} boxes. */
    CHARACTER("java/lang/Character", "C", 4),
    /** What {@code Boolean.valueOf} boxes. */
    BOOLEAN("java/lang/Boolean", "Z", 5);

    private static final String VALUE_OF = "valueOf";

    private final String box;
    private final String primitive;
    private final int kind;

    BodyResult(String box, String primitive, int kind) {
        this.box = box;
        this.primitive = primitive;
        this.kind = kind;
    }

    /** The result whose box an instruction makes, or {@link #OBJECT} if it makes none of them. */
    public static BodyResult boxedBy(AbstractInsnNode insn) {
        if (insn instanceof MethodInsnNode call && call.name.equals(VALUE_OF)) {
            for (var result : values()) {
                if (result.isUnboxed()
                        && call.owner.equals(result.box)
                        && call.desc.equals(result.boxingDescriptor())) {
                    return result;
                }
            }
        }
        return OBJECT;
    }

    /** Whether it is a long. */
    public boolean isUnboxed() {
        return this != OBJECT;
    }

    /** The return type of the start body. */
    public String descriptor() {
        return isUnboxed() ? "J" : "Ljava/lang/Object;";
    }

    /** Its number in {@code dev.weft.abi.UnboxedResult}. */
    public int kind() {
        return kind;
    }

    /** {@code Integer.valueOf(int)}, or its like. */
    public MethodInsnNode box() {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, box, VALUE_OF, boxingDescriptor(), false);
    }

    private String boxingDescriptor() {
        return "(" + primitive + ")L" + box + ";";
    }
}
