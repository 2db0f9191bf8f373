package dev.weft.agent.transform.code;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A suspension point among the instructions of a method, from the stage that finds it until emit writes it down: it takes
 * its operands off the stack and gives an Object, or nothing if it awaits nothing. It never changes, but for its neighbours.
 *
 * <p>No class file has such an instruction. A tree that visits one gets a copy of it; any other visitor, such as ASM's
 * simulation of the stack, sees instructions with the same effect on the stack.
 */
public final class SuspensionPoint extends AbstractInsnNode {
    private static final int IMPDEP1 = 0xFE; // reserved for what no class file contains, JVMS 6.2
    private static final int NODE_TYPE = 0xFE; // those of ASM end at 15

    private final SuspensionKind kind;
    private final String operands;
    private final @Nullable MethodKey awaited;
    private final @Nullable Callee callee;

    private SuspensionPoint(
            SuspensionKind kind, String operands, @Nullable MethodKey awaited, @Nullable Callee callee) {
        super(IMPDEP1);
        this.kind = kind;
        this.operands = operands;
        this.awaited = awaited;
        this.callee = callee;
    }

    /** A point that awaits what {@code kind} says; {@code awaited} is the method that returned it, if known. */
    public SuspensionPoint(SuspensionKind kind, @Nullable MethodKey awaited) {
        this(kind, kind.operands(), awaited, null);
    }

    /** A point that calls the body of {@code callee} with {@code operands}, the descriptors of receiver and arguments. */
    public static SuspensionPoint fused(MethodKey awaited, String operands, Callee callee) {
        return new SuspensionPoint(SuspensionKind.FUSED, operands, awaited, callee);
    }

    /** A point that emits a value of the type {@code operand}, a descriptor. */
    public static SuspensionPoint emit(String operand) {
        var emit = new MethodKey(WeftNames.WEFT, new Signature(WeftNames.EMIT, "(" + operand + ")V"));
        return new SuspensionPoint(SuspensionKind.EMIT, operand, emit, null);
    }

    /** Returns what is awaited. */
    public SuspensionKind kind() {
        return kind;
    }

    /** Returns the descriptors of what it takes off the stack, one behind the other. */
    public String operands() {
        return operands;
    }

    /** Counts what it takes off the stack. */
    public int operandCount() {
        return operandTypes().length;
    }

    /** Returns the method whose result is awaited, or that of an emit; null if what is awaited is no result of a call. */
    public @Nullable MethodKey awaited() {
        return awaited;
    }

    /** Returns the method whose body is called directly, or null. */
    public @Nullable Callee callee() {
        return callee;
    }

    /** Returns how the result comes: unboxed only from a body that is called directly. */
    public BodyResult result() {
        return callee == null ? BodyResult.OBJECT : callee.result();
    }

    /** Returns whether it leaves a value on the stack. */
    public boolean givesValue() {
        return kind != SuspensionKind.PAUSE && kind != SuspensionKind.EMIT;
    }

    @Override
    public int getType() {
        return NODE_TYPE;
    }

    @Override
    public void accept(MethodVisitor visitor) {
        if (visitor instanceof MethodNode tree) {
            tree.instructions.add(clone(Map.of()));
            return;
        }
        var types = operandTypes();
        for (int i = types.length - 1; i >= 0; i--) {
            visitor.visitInsn(types[i].getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
        if (givesValue()) {
            visitor.visitInsn(Opcodes.ACONST_NULL);
            visitor.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Object");
        }
    }

    @Override
    public AbstractInsnNode clone(Map<LabelNode, LabelNode> labels) {
        return new SuspensionPoint(kind, operands, awaited, callee);
    }

    private Type[] operandTypes() {
        return Type.getArgumentTypes("(" + operands + ")V");
    }
}
