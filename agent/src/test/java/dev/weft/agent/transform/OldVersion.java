package dev.weft.agent.transform;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/** Class files as compilers of former times wrote them. */
public final class OldVersion {
    private OldVersion() {}

    /** A class file of another version, which must have no instruction that came later, and without stack maps. */
    public static byte[] of(byte[] file, int version) {
        var type = new ClassNode();
        new ClassReader(file).accept(type, ClassReader.SKIP_FRAMES);
        type.version = version;
        type.nestHostClass = null;
        type.nestMembers = null;
        var writer = new ClassWriter(0);
        type.accept(writer);
        return writer.toByteArray();
    }
}
