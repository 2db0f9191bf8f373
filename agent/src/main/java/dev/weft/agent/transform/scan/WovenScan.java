package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.WovenMark;

/**
 * A raw pass over a class file that concerns Weft: has it been woven already, and for which runtime?
 *
 * <p>Programs that were woven when they were built run with the agent as well, and need not load ASM for that.
 *
 * <ol>
 *   <li>Note where each constant stands.
 *   <li>Pass over fields and methods; a static synthetic method named {@code m$weft$start} or {@code m$weft$resume} is
 *       the weaver's.
 *   <li>Among the attributes of the class, {@code dev.weft.Woven} holds the version.
 *   <li>Without it, but with such a method, a tool has dropped the attribute: woven, for a version that nobody knows.
 * </ol>
 *
 * The layout is that of the Java Virtual Machine Specification, chapter 4.1.
 */
public final class WovenScan {
    /** What {@link #version} gives for a class that is not woven, or is no class that this agent can read. */
    public static final int NOT_WOVEN = -1;

    /** What {@link #version} gives for a woven class that has lost its mark. */
    public static final int UNKNOWN = 0;

    private static final int COUNT_OFFSET = 8;
    private static final int FIRST_CONSTANT = 10;
    private static final int TAG_LONG = 5;
    private static final int TAG_DOUBLE = 6;
    private static final int UTF8_HEADER = 3; // tag and length
    private static final int STATIC_SYNTHETIC = 0x1008;
    private static final String GENERATED = "$weft";

    private final byte[] file; // constant after construction
    private final int[] constants; // constant after construction; offsets by index
    private int offset;

    private WovenScan(byte[] file) {
        this.file = file;
        this.constants = new int[u2(COUNT_OFFSET)];
        this.offset = FIRST_CONSTANT;
    }

    /**
     * The version of the runtime that a class was woven for.
     *
     * @param file a class file that {@link ConstantPoolScan} has passed, possibly broken behind its constant pool
     * @return the version, {@link #UNKNOWN} or {@link #NOT_WOVEN}
     */
    public static int version(byte[] file) {
        try {
            return new WovenScan(file).version();
        } catch (IndexOutOfBoundsException broken) {
            return NOT_WOVEN; // who reads the class next says what is wrong with it
        }
    }

    /**
     * Whether a class was woven already for the runtime that this weaver weaves for, as far as it can be told.
     *
     * @param file a class file as for {@link #version}
     * @return whether it can be left alone without a word
     */
    public static boolean isDone(byte[] file) {
        int version = version(file);
        return version == RuntimeAbi.VERSION || version == UNKNOWN;
    }

    private int version() {
        passConstants();
        offset += 6; // access flags, the class and its superclass
        offset += 2 + 2 * u2(offset); // interfaces
        passMembers();
        boolean generated = passMembers();
        for (int left = next(); left > 0; left--) {
            if (isText(next(), WovenMark.NAME)) {
                return u2(offset + 4);
            }
            passContent();
        }
        return generated ? UNKNOWN : NOT_WOVEN;
    }

    private void passConstants() {
        for (int index = 1; index < constants.length; index++) {
            constants[index] = offset;
            int tag = file[offset];
            offset += ConstantPoolScan.constantSize(file, offset);
            if (tag == TAG_LONG || tag == TAG_DOUBLE) {
                index++; // a constant of eight bytes takes two indices
            }
        }
    }

    /** Whether one of the members is a method that the weaver made. */
    private boolean passMembers() {
        boolean generated = false;
        for (int left = next(); left > 0; left--) {
            int access = next();
            int name = next();
            offset += 2; // descriptor
            generated = generated || isGenerated(access, text(name));
            for (int attributes = next(); attributes > 0; attributes--) {
                offset += 2; // name
                passContent();
            }
        }
        return generated;
    }

    private static boolean isGenerated(int access, String name) {
        return (access & STATIC_SYNTHETIC) == STATIC_SYNTHETIC
                && name.contains(GENERATED)
                && (name.endsWith("$start") || name.endsWith("$resume"));
    }

    private void passContent() {
        int length = u2(offset) << 16 | u2(offset + 2);
        if (length < 0 || length > file.length - offset) {
            throw new IndexOutOfBoundsException("an attribute of " + length + " bytes at " + offset);
        }
        offset += 4 + length;
    }

    private boolean isText(int index, String text) {
        return text(index).equals(text);
    }

    /** The text of a constant, byte by byte: right for the ASCII that is looked for here. */
    private String text(int index) {
        int start = constants[index];
        var text = new StringBuilder();
        for (int i = 0; i < u2(start + 1); i++) {
            text.append((char) (file[start + UTF8_HEADER + i] & 0xFF));
        }
        return text.toString();
    }

    private int next() {
        int value = u2(offset);
        offset += 2;
        return value;
    }

    private int u2(int at) {
        return (file[at] & 0xFF) << 8 | (file[at + 1] & 0xFF);
    }
}
