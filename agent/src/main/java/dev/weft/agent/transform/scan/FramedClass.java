package dev.weft.agent.transform.scan;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * A class as a tree whose methods have stack maps, also if the class file is too old to have them.
 *
 * <p>Class files before version 50 have none, those of version 50 may have none: then subroutines are copied to where
 * they are called, and the maps are computed.
 */
final class FramedClass {
    private static final int FIRST_WITHOUT_CHOICE = Opcodes.V1_7;

    private FramedClass() {}

    static ClassNode of(ClassBytes file, ClassFiles files) {
        var type = file.tree();
        return majorVersion(type) < FIRST_WITHOUT_CHOICE && lacksFrames(type) ? computed(type, files) : type;
    }

    private static boolean lacksFrames(ClassNode type) {
        for (var method : type.methods) {
            if (majorVersion(type) < Opcodes.V1_6 || lacksFrames(method)) {
                return true;
            }
        }
        return false;
    }

    private static boolean lacksFrames(MethodNode method) {
        boolean branches = !method.tryCatchBlocks.isEmpty();
        for (var insn : method.instructions) {
            if (insn instanceof FrameNode) {
                return false;
            }
            branches |= insn instanceof JumpInsnNode
                    || insn instanceof TableSwitchInsnNode
                    || insn instanceof LookupSwitchInsnNode;
        }
        return branches;
    }

    private static ClassNode computed(ClassNode type, ClassFiles files) {
        int version = type.version;
        inlineSubroutines(type);
        type.version = FIRST_WITHOUT_CHOICE;
        var writer = new FileHierarchyWriter(files);
        type.accept(writer);
        var framed = new ClassNode();
        new ClassReader(writer.toByteArray()).accept(framed, ClassReader.EXPAND_FRAMES);
        framed.version = version;
        return framed;
    }

    private static void inlineSubroutines(ClassNode type) {
        for (int i = 0; i < type.methods.size(); i++) {
            var method = type.methods.get(i);
            var inlined = new JSRInlinerAdapter(
                    null,
                    method.access,
                    method.name,
                    method.desc,
                    method.signature,
                    method.exceptions.toArray(new String[0]));
            method.accept(inlined);
            type.methods.set(i, inlined);
        }
    }

    private static int majorVersion(ClassNode type) {
        return type.version & 0xFFFF;
    }

    /** A writer that computes stack maps; what two classes have in common is read off their class files. */
    private static final class FileHierarchyWriter extends ClassWriter {
        private final ClassFiles files;

        FileHierarchyWriter(ClassFiles files) {
            super(COMPUTE_FRAMES);
            this.files = files;
        }

        @Override
        protected String getCommonSuperClass(String first, String second) {
            return files.commonSuperclass(first, second);
        }
    }
}
