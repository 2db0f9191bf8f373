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
import org.objectweb.asm.tree.MethodNode;

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

    /** Returns whether a field has no name here although it may be written again: its own is like those of the compiler. */
    boolean isHidden(FieldInsnNode access) {
        var type = access.name.indexOf('$') >= 0 ? type(access.owner) : null;
        var field = type == null ? null : field(type, access);
        return access.name.indexOf('$') >= 0
                && (field == null || (field.access & (Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC)) == 0);
    }

    /** Returns whether a class declares a method, in code of its own. */
    boolean hasCode(String owner, String name, String descriptor) {
        var method = method(type(owner), name, descriptor);
        return method != null && (method.access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0;
    }

    /** Returns whether a class declares a method itself. */
    boolean declares(String owner, String name, String descriptor) {
        return method(type(owner), name, descriptor) != null;
    }

    /** Returns whether a call may go to another method than the one that it names. */
    boolean isOverridable(String owner, String name, String descriptor, int opcode) {
        if (opcode != Opcodes.INVOKEVIRTUAL && opcode != Opcodes.INVOKEINTERFACE) {
            return false;
        }
        var type = type(owner);
        var method = method(type, name, descriptor);
        if (type == null || method == null) {
            return true;
        }
        boolean isFinal = ((type.access | method.access) & Opcodes.ACC_FINAL) != 0;
        return !isFinal && (method.access & Opcodes.ACC_PRIVATE) == 0;
    }

    private static @Nullable MethodNode method(@Nullable ClassNode type, String name, String descriptor) {
        if (type != null) {
            for (var method : type.methods) {
                if (method.name.equals(name) && method.desc.equals(descriptor)) {
                    return method;
                }
            }
        }
        return null;
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
