package dev.weft.agent.transform.verify;

import dev.weft.agent.transform.scan.ClassFiles;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.analysis.SimpleVerifier;

/** ASM's type checker, asking class files instead of loaded classes which type extends which. */
final class FileHierarchyVerifier extends SimpleVerifier {
    private static final Type OBJECT = Type.getObjectType("java/lang/Object");

    private final ClassFiles files; // constant after construction

    FileHierarchyVerifier(Type type, Type superType, List<Type> interfaces, boolean isInterface, ClassFiles files) {
        super(Opcodes.ASM9, type, superType, interfaces, isInterface);
        this.files = files;
    }

    @Override
    protected boolean isInterface(Type type) {
        var outline = files.outline(type.getInternalName());
        return outline != null && (outline.access() & Opcodes.ACC_INTERFACE) != 0;
    }

    @Override
    protected Type getSuperClass(Type type) {
        var outline = files.outline(type.getInternalName());
        return outline == null || outline.superName() == null ? OBJECT : Type.getObjectType(outline.superName());
    }

    /** As the JVM does, any reference is taken for an interface; as it cannot be told, an unknown class is trusted. */
    @Override
    protected boolean isAssignableFrom(Type wanted, Type given) {
        if (wanted.equals(given) || wanted.equals(OBJECT)) {
            return true;
        }
        if (wanted.getSort() == Type.ARRAY || given.getSort() == Type.ARRAY) {
            return wanted.getSort() != Type.ARRAY && isInterface(wanted);
        }
        return isInterface(wanted)
                || files.outline(wanted.getInternalName()) == null
                || files.mayBeSubclass(given.getInternalName(), wanted.getInternalName());
    }

    /** Only asked, once a type is not assignable, whether the wanted one is an interface: then it had been assignable. */
    @Override
    protected Class<?> getClass(Type type) {
        return Object.class;
    }
}
