package dev.weft.agent.transform;

import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ClassFiles;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.SerialVersionUIDAdder;
import org.objectweb.asm.tree.FieldNode;

/**
 * The serial version that a class has by what it consists of: methods that weaving adds must not change it, or what was
 * written without the agent could not be read with it.
 */
final class SerialVersion extends SerialVersionUIDAdder {
    private static final String SERIALIZABLE = "java/io/Serializable";
    private static final int NAMES_ONLY = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

    private @Nullable FieldNode field;

    private SerialVersion() {
        super(Opcodes.ASM9, new ClassVisitor(Opcodes.ASM9) {});
    }

    /** The field that keeps a class's version as it is, or null if it has none, declares it, or has a fixed one. */
    static @Nullable FieldNode fieldFor(ClassBytes type, ClassFiles files) {
        var access = type.reader().getAccess();
        if ((access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ENUM)) != 0
                || "java/lang/Record".equals(type.reader().getSuperName())
                || !files.isImplementedBy(type.name(), SERIALIZABLE)) {
            return null;
        }
        var version = new SerialVersion();
        type.reader().accept(version, NAMES_ONLY);
        return version.field;
    }

    /** Called with the version if the class declares none. */
    @Override
    protected void addSVUID(long version) {
        field = new FieldNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
                "serialVersionUID",
                "J",
                null,
                version);
    }
}
