package dev.weft.agent.transform.scan;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * A class file that is read whatever its version: one newer than ASM knows is read as the newest that it does know, and
 * what is woven gets its own version back.
 */
public final class ClassBytes {
    /** The newest major version that ASM reads. */
    public static final int NEWEST_KNOWN = Opcodes.V27;

    private static final int VERSION_OFFSET = 4; // two bytes minor, two bytes major
    private static final int VERSION_BYTES = 4;

    private final byte[] original; // constant after construction
    private final ClassReader reader; // constant after construction

    private ClassBytes(byte[] original, ClassReader reader) {
        this.original = original;
        this.reader = reader;
    }

    /**
     * Reads a class file.
     *
     * @param file the class file; nobody changes it
     * @return the file, ready to be visited
     * @throws RuntimeException of any kind if the file is broken
     */
    public static ClassBytes read(byte[] file) {
        var readable = file;
        if (majorVersion(file) > NEWEST_KNOWN) {
            readable = file.clone();
            readable[VERSION_OFFSET + 2] = (byte) (NEWEST_KNOWN >> 8);
            readable[VERSION_OFFSET + 3] = (byte) NEWEST_KNOWN;
        }
        return new ClassBytes(file, new ClassReader(readable));
    }

    /**
     * The major version of a class file.
     *
     * @param file a class file of at least eight bytes
     * @return the version as it is in the file
     */
    public static int majorVersion(byte[] file) {
        return (file[VERSION_OFFSET + 2] & 0xFF) << 8 | (file[VERSION_OFFSET + 3] & 0xFF);
    }

    /**
     * The internal name of the class.
     *
     * @return the name, as {@code app/Orders}
     */
    public String name() {
        return reader.getClassName();
    }

    /**
     * The reader of the file.
     *
     * @return a reader whose version is one that ASM knows
     */
    public ClassReader reader() {
        return reader;
    }

    /**
     * The file as it was given.
     *
     * @return the class file; nobody changes it
     */
    public byte[] original() {
        return original;
    }

    /**
     * The class as a tree, with expanded stack map frames.
     *
     * @return a tree of the caller's own
     */
    public ClassNode tree() {
        var tree = new ClassNode();
        reader.accept(tree, ClassReader.EXPAND_FRAMES);
        return tree;
    }

    /**
     * Gives a woven class file the version of the original.
     *
     * @param woven a class file, which is changed
     * @return the same array
     */
    public byte[] withOriginalVersion(byte[] woven) {
        System.arraycopy(original, VERSION_OFFSET, woven, VERSION_OFFSET, VERSION_BYTES);
        return woven;
    }
}
