package dev.weft.agent.transform.probe;

import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ClassFiles;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;

/** The declarations of the fields that the instructions of a class name. */
final class FieldFacts {
    private static final int DEEPEST_HIERARCHY = 1000; // broken class files may claim to extend themselves

    private final ClassFiles files; // constant after construction
    private final Map<String, @Nullable ClassNode> types = new HashMap<>();

    FieldFacts(ClassNode type, ClassFiles files) {
        this.files = files;
        types.put(type.name, type);
    }

    /**
     * Returns the name of a field by the class that declares it, {@code app.Account.balance}; null if it is final, or made
     * by the compiler, so that no task can lose what another has written.
     */
    @Nullable
    String nameOf(FieldInsnNode access) {
        if (access.name.indexOf('$') >= 0) {
            return null;
        }
        @Nullable String owner = access.owner;
        for (int depth = 0; owner != null && depth < DEEPEST_HIERARCHY; depth++) {
            var type = type(owner);
            var field = type == null ? null : field(type, access);
            if (field != null) {
                boolean isConstant = (field.access & (Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC)) != 0;
                return isConstant ? null : name(owner, access);
            }
            owner = type == null ? null : type.superName;
        }
        return name(access.owner, access);
    }

    private static String name(String owner, FieldInsnNode access) {
        return owner.replace('/', '.') + "." + access.name;
    }

    private static @Nullable FieldNode field(ClassNode type, FieldInsnNode access) {
        for (var field : type.fields) {
            if (field.name.equals(access.name) && field.desc.equals(access.desc)) {
                return field;
            }
        }
        return null;
    }

    private @Nullable ClassNode type(String name) {
        if (types.containsKey(name)) {
            return types.get(name);
        }
        var file = files.file(name);
        var type = file == null ? null : withoutCode(file);
        types.put(name, type);
        return type;
    }

    private static ClassNode withoutCode(ClassBytes file) {
        var type = new ClassNode();
        file.reader().accept(type, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return type;
    }
}
