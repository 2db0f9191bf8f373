package dev.weft.agent.transform.code;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Questions about instructions, and the small instructions that every stage emits. */
public final class Instructions {
    private Instructions() {}

    /** The next instruction with an opcode, or null at the end. */
    public static @Nullable AbstractInsnNode nextReal(AbstractInsnNode insn) {
        var next = insn.getNext();
        while (next != null && next.getOpcode() < 0) {
            next = next.getNext();
        }
        return next;
    }

    /** The instruction with an opcode that stands before {@code insn}, or null at the beginning. */
    public static @Nullable AbstractInsnNode previousReal(AbstractInsnNode insn) {
        var previous = insn.getPrevious();
        while (previous != null && previous.getOpcode() < 0) {
            previous = previous.getPrevious();
        }
        return previous;
    }

    /** Whether a stack map frame stands in front of the next instruction with an opcode, from {@code insn} on. */
    public static boolean frameFollows(@Nullable AbstractInsnNode insn) {
        var next = insn;
        while (next != null && next.getOpcode() < 0) {
            if (next instanceof FrameNode) {
                return true;
            }
            next = next.getNext();
        }
        return false;
    }

    /** The instruction that always runs just before {@code insn}: null if anything can jump in between. */
    public static @Nullable AbstractInsnNode fallsFrom(AbstractInsnNode insn, Set<LabelNode> targets) {
        var previous = insn.getPrevious();
        while (previous instanceof LineNumberNode
                || (previous instanceof LabelNode label && !targets.contains(label))) {
            previous = previous.getPrevious();
        }
        return previous == null || previous.getOpcode() < 0 ? null : previous;
    }

    /** Collects instructions into a set that tells them apart by identity. */
    public static Set<AbstractInsnNode> setOf(Collection<? extends AbstractInsnNode> instructions) {
        var set = Collections.<AbstractInsnNode>newSetFromMap(new IdentityHashMap<>());
        set.addAll(instructions);
        return set;
    }

    /** Whether control can go on to what stands behind an instruction. */
    public static boolean fallsThrough(int opcode) {
        return opcode != Opcodes.GOTO
                && opcode != Opcodes.ATHROW
                && opcode != Opcodes.TABLESWITCH
                && opcode != Opcodes.LOOKUPSWITCH
                && (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN);
    }

    /** The labels that a jump, a switch or an exception can go to. */
    public static Set<LabelNode> jumpTargets(MethodNode method) {
        var targets = new HashSet<LabelNode>();
        for (var insn = method.instructions.getFirst(); insn != null; insn = insn.getNext()) {
            addTargets(insn, targets);
        }
        for (var block : method.tryCatchBlocks) {
            targets.add(block.handler);
        }
        return targets;
    }

    /** Adds the labels that an instruction can go to, other than by falling through. */
    public static void addTargets(AbstractInsnNode insn, Set<LabelNode> targets) {
        if (insn instanceof JumpInsnNode jump) {
            targets.add(jump.label);
        } else if (insn instanceof TableSwitchInsnNode table) {
            targets.addAll(table.labels);
            targets.add(table.dflt);
        } else if (insn instanceof LookupSwitchInsnNode lookup) {
            targets.addAll(lookup.labels);
            targets.add(lookup.dflt);
        }
    }

    /** Whether an instruction is a {@code goto} to an {@code areturn}, which a return can stand in for. */
    public static boolean isJumpToReturn(AbstractInsnNode insn) {
        if (insn.getOpcode() != Opcodes.GOTO) {
            return false;
        }
        var target = nextReal(((JumpInsnNode) insn).label);
        return target != null && target.getOpcode() == Opcodes.ARETURN;
    }

    /** The source line {@code insn} stands in, 0 if the class file has none. */
    public static int lineOf(AbstractInsnNode insn) {
        for (var node = insn; node != null; node = node.getPrevious()) {
            if (node instanceof LineNumberNode number) {
                return number.line;
            }
        }
        return 0;
    }

    /** The source line of every instruction, by index; 0 if the class file has none. */
    public static int[] lines(MethodNode method) {
        var lines = new int[method.instructions.size()];
        int line = 0;
        int index = 0;
        for (var insn = method.instructions.getFirst(); insn != null; insn = insn.getNext()) {
            if (insn instanceof LineNumberNode number) {
                line = number.line;
            }
            lines[index++] = line;
        }
        return lines;
    }

    /** The value type of a stack map tag such as {@link Opcodes#INTEGER}. */
    public static ValueType typeOfTag(Integer tag) {
        if (tag.equals(Opcodes.INTEGER)) {
            return ValueType.INT;
        }
        if (tag.equals(Opcodes.FLOAT)) {
            return ValueType.FLOAT;
        }
        if (tag.equals(Opcodes.LONG)) {
            return ValueType.LONG;
        }
        if (tag.equals(Opcodes.DOUBLE)) {
            return ValueType.DOUBLE;
        }
        return tag.equals(Opcodes.NULL) ? ValueType.NULL : ValueType.TOP;
    }

    /** The stack map entry of a type: the reverse of {@link #typeOfTag}. */
    public static Object frameEntry(ValueType type) {
        return switch (type.sort()) {
            case TOP -> Opcodes.TOP;
            case INT -> Opcodes.INTEGER;
            case FLOAT -> Opcodes.FLOAT;
            case LONG -> Opcodes.LONG;
            case DOUBLE -> Opcodes.DOUBLE;
            case NULL -> Opcodes.NULL;
            case REFERENCE -> String.valueOf(type.name());
            case UNINITIALIZED -> throw new IllegalStateException("an uninitialised object outlived normalisation");
        };
    }

    /** Pushes the local in {@code slot}. */
    public static AbstractInsnNode load(ValueType type, int slot) {
        return type.sort() == ValueType.Sort.NULL
                ? new InsnNode(Opcodes.ACONST_NULL)
                : new VarInsnNode(Opcodes.ILOAD + offset(type), slot);
    }

    /** Pops into the local in {@code slot}. */
    public static AbstractInsnNode store(ValueType type, int slot) {
        return type.sort() == ValueType.Sort.NULL
                ? new InsnNode(Opcodes.POP)
                : new VarInsnNode(Opcodes.ISTORE + offset(type), slot);
    }

    /** Pops a value of {@code type}. */
    public static AbstractInsnNode pop(ValueType type) {
        return new InsnNode(type.size() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }

    /** Pushes an int constant in the shortest way. */
    public static AbstractInsnNode push(int value) {
        if (value >= -1 && value <= 5) {
            return new InsnNode(Opcodes.ICONST_0 + value);
        }
        if (value == (byte) value) {
            return new IntInsnNode(Opcodes.BIPUSH, value);
        }
        if (value == (short) value) {
            return new IntInsnNode(Opcodes.SIPUSH, value);
        }
        return new LdcInsnNode(value);
    }

    private static int offset(ValueType type) {
        return switch (type.sort()) {
            case INT -> 0;
            case LONG -> 1;
            case FLOAT -> 2;
            case DOUBLE -> 3;
            case REFERENCE, UNINITIALIZED, NULL -> 4;
            case TOP -> throw new IllegalStateException("nothing to load");
        };
    }
}
