package dev.weft.agent.transform;

import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.WovenMark;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ClassFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The assembly of a class file: new methods in place of some, all others copied byte by byte, and the mark of a woven
 * class.
 */
final class ClassAssembler {
    private final ClassBytes type; // constant after construction
    private final ClassFiles files; // constant after construction
    private final Map<Signature, List<MethodNode>> replacements = new LinkedHashMap<>();

    ClassAssembler(ClassBytes type, ClassFiles files) {
        this.type = type;
        this.files = files;
    }

    /** Puts methods in place of the one with this name and descriptor, or adds them if the class has none such. */
    void replace(MethodNode original, List<MethodNode> methods) {
        replacements.put(Signature.of(original), methods);
    }

    /** Takes back what was put in place of a method. */
    void keep(MethodNode original) {
        replacements.remove(Signature.of(original));
    }

    /** Whether the class stays as it is. */
    boolean isUnchanged() {
        return replacements.isEmpty();
    }

    /** The class file with everything replaced so far, marked as woven, and with the version of the original. */
    byte[] bytes() {
        var writer = new ClassWriter(type.reader(), ClassWriter.COMPUTE_MAXS);
        var field = addsSerializedMethods() ? SerialVersion.fieldFor(type, files) : null;
        type.reader().accept(new ReplacingVisitor(writer, new LinkedHashMap<>(replacements), field), 0);
        return type.withOriginalVersion(writer.toByteArray());
    }

    /** Whether there are new methods that count for the serial version of a class: any that are not private. */
    private boolean addsSerializedMethods() {
        for (var entry : replacements.entrySet()) {
            for (var method : entry.getValue()) {
                if ((method.access & Opcodes.ACC_PRIVATE) == 0
                        && !entry.getKey().equals(Signature.of(method))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A visitor that writes what is replaced where the original stood, and what is new at the end. */
    private static final class ReplacingVisitor extends ClassVisitor {
        private final Map<Signature, List<MethodNode>> left;
        private final @Nullable FieldNode field;
        private boolean readsFrames = true;

        ReplacingVisitor(ClassWriter writer, Map<Signature, List<MethodNode>> replacements, @Nullable FieldNode field) {
            super(Opcodes.ASM9, writer);
            this.left = replacements;
            this.field = field;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            readsFrames = (version & 0xFFFF) >= Opcodes.V1_6;
            super.visit(version, access, name, signature, superName, interfaces);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            var methods = left.remove(new Signature(name, descriptor));
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
            if (field != null) {
                field.accept(cv);
            }
            super.visitEnd();
        }

        private void write(List<MethodNode> methods) {
            for (var method : methods) {
                if (readsFrames) {
                    method.accept(cv);
                } else {
                    method.accept(new FrameDropper(cv.visitMethod(
                            method.access,
                            method.name,
                            method.desc,
                            method.signature,
                            method.exceptions.toArray(new String[0]))));
                }
            }
        }
    }

    /** A visitor that leaves out the stack maps: a class file before version 50 has no room for them. */
    private static final class FrameDropper extends MethodVisitor {
        FrameDropper(@Nullable MethodVisitor writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public void visitFrame(
                int type, int locals, Object @Nullable [] local, int stack, Object @Nullable [] onStack) {
            // the JVM infers the types
        }
    }
}
