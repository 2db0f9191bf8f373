package dev.weft.agent.differential;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Turns the coroutines of a sample into generators, so that every shape of code in which an await can stand is one in which
 * an emit stands.
 *
 * <pre>{@code
 * Coroutine<T> m(int n) { ... await(x) ... return c; }
 *
 * Coroutine<T> m(int n) { return Driven.drive(m$generator(this, n)); }
 *
 * @Async private static AsyncIterator m$generator(Host self, int n) {
 *     ... emit(x); Driven.take() ...                // or emit(PAUSE); await(x)
 *     return Driven.returning(c);
 * }
 * }</pre>
 */
final class GeneratorCode {
    private static final String WEFT = "dev/weft/Weft";
    private static final String COROUTINE = "dev/weft/Coroutine";
    private static final String DRIVEN = "dev/weft/agent/differential/Driven";
    private static final String RETURNS_ITERATOR = ")Ldev/weft/AsyncIterator;";
    private static final String ASYNC = "Ldev/weft/Async;";

    /** What becomes of an await. */
    enum Mode {
        /** An emit takes its place. */
        EMIT,
        /** An emit stands before it. */
        BOTH,
        /** One of the two, in turn. */
        MIXED
    }

    private final ClassNode type = new ClassNode();
    private final Mode mode;
    private int awaits;

    private GeneratorCode(byte[] sample, Mode mode) {
        new ClassReader(sample).accept(type, 0);
        this.mode = mode;
    }

    /** Returns the same class with generators. */
    static byte[] of(byte[] sample, Mode mode) {
        var code = new GeneratorCode(sample, mode);
        for (var method : code.type.methods.toArray(new MethodNode[0])) {
            if (isCoroutine(method)) {
                code.turn(method);
            }
        }
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        code.type.accept(writer);
        return writer.toByteArray();
    }

    private static boolean isCoroutine(MethodNode method) {
        if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE)) != 0
                || !method.desc.endsWith(")L" + COROUTINE + ";")) {
            return false;
        }
        boolean isMarked = method.visibleAnnotations != null
                && method.visibleAnnotations.stream().anyMatch(it -> it.desc.equals(ASYNC));
        return isMarked
                || ((method.access & Opcodes.ACC_SYNTHETIC) != 0
                        && !awaitsOf(method).isEmpty());
    }

    private static List<MethodInsnNode> awaitsOf(MethodNode method) {
        var awaits = new ArrayList<MethodInsnNode>();
        for (var insn : method.instructions) {
            if (insn instanceof MethodInsnNode call && call.owner.equals(WEFT) && call.name.equals("await")) {
                awaits.add(call);
            }
        }
        return awaits;
    }

    private void turn(MethodNode method) {
        boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
        var parameters = method.desc.substring(1, method.desc.indexOf(')'));
        var generator = "(" + (isStatic ? "" : "L" + type.name + ";") + parameters + RETURNS_ITERATOR;
        var stub = new MethodNode(
                Opcodes.ASM9,
                method.access,
                method.name,
                method.desc,
                method.signature,
                method.exceptions.toArray(new String[0]));
        addStub(stub, method.name + "$generator", generator);
        type.methods.add(stub);
        method.name += "$generator";
        method.desc = generator;
        method.signature = null;
        method.access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
        method.visibleAnnotations = List.of(new AnnotationNode(ASYNC));
        awaitsOf(method).forEach(call -> replace(method.instructions, call));
        for (var insn : method.instructions.toArray()) {
            if (insn.getOpcode() == Opcodes.ARETURN) {
                method.instructions.insertBefore(
                        insn, call(DRIVEN, "returning", "(L" + COROUTINE + ";" + RETURNS_ITERATOR));
            }
        }
    }

    private void addStub(MethodNode stub, String generator, String descriptor) {
        int slot = 0;
        for (var parameter : Type.getArgumentTypes(descriptor)) {
            stub.instructions.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), slot));
            slot += parameter.getSize();
        }
        boolean ofInterface = (type.access & Opcodes.ACC_INTERFACE) != 0;
        stub.instructions.add(new MethodInsnNode(Opcodes.INVOKESTATIC, type.name, generator, descriptor, ofInterface));
        stub.instructions.add(call(DRIVEN, "drive", "(Ldev/weft/AsyncIterator;)L" + COROUTINE + ";"));
        stub.instructions.add(new InsnNode(Opcodes.ARETURN));
    }

    private void replace(InsnList code, MethodInsnNode await) {
        var emits = mode == Mode.EMIT || (mode == Mode.MIXED && awaits++ % 2 == 0);
        if (!emits) {
            code.insertBefore(await, new FieldInsnNode(Opcodes.GETSTATIC, DRIVEN, "PAUSE", "Ljava/lang/Object;"));
            code.insertBefore(await, call(WEFT, "emit", "(Ljava/lang/Object;)V"));
            return;
        }
        if (await.desc.contains("Ljava/lang/Class;)")) {
            code.insertBefore(await, new InsnNode(Opcodes.POP));
        }
        code.insertBefore(await, call(WEFT, "emit", "(Ljava/lang/Object;)V"));
        code.set(await, call(DRIVEN, "take", "()Ljava/lang/Object;"));
    }

    private static MethodInsnNode call(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }
}
