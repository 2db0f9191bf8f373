package dev.weft.agent.transform;

import dev.weft.agent.transform.code.WovenMark;
import dev.weft.agent.transform.scan.ClassBytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Puts a class file together: new methods in place of some, all others copied byte by byte, and the mark of a woven class. */
final class ClassAssembler {
    private final ClassBytes type; // constant after construction
    private final Map<String, List<MethodNode>> replacements = new LinkedHashMap<>(); // by name and descriptor

    ClassAssembler(ClassBytes type) {
        this.type = type;
    }

    /** Puts methods in place of the one with this name and descriptor, or adds them if the class has none such. */
    void replace(MethodNode original, List<MethodNode> methods) {
        replacements.put(key(original.name, original.desc), methods);
    }

    /** The class file with everything replaced so far, marked as woven, and with the version of the original. */
    byte[] bytes() {
        var writer = new ClassWriter(type.reader(), ClassWriter.COMPUTE_MAXS);
        type.reader().accept(new ReplacingVisitor(writer, new LinkedHashMap<>(replacements)), 0);
        return type.withOriginalVersion(writer.toByteArray());
    }

    private static String key(String name, String descriptor) {
        return name + descriptor;
    }

    /** Writes what is replaced where the original stood, and what is new at the end. */
    private static final class ReplacingVisitor extends ClassVisitor {
        private final Map<String, List<MethodNode>> left;

        ReplacingVisitor(ClassWriter writer, Map<String, List<MethodNode>> replacements) {
            super(Opcodes.ASM9, writer);
            this.left = replacements;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            var methods = left.remove(key(name, descriptor));
            if (methods == null) {
                return super.visitMethod(access, name, descriptor, signature, exceptions);
            }
            write(methods);
            return null;
        }

        @Override
        public void visitEnd() {
            for (var methods : left.values()) {
                write(methods);
            }
            visitAttribute(new WovenMark());
            super.visitEnd();
        }

        private void write(List<MethodNode> methods) {
            for (var method : methods) {
                method.accept(cv);
            }
        }
    }
}
