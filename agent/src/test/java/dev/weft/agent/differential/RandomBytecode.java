package dev.weft.agent.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A random class with async methods that no compiler wrote: jumps into loops, handlers with odd ranges, every form of
 * {@code dup}, objects that wait for their constructors. The same seed gives the same class.
 */
final class RandomBytecode {
    private static final int HELPERS = 3;

    private final ClassNode type = new ClassNode();
    private final Set<Long> leftOut;
    private final List<Long> written;

    private RandomBytecode(Set<Long> leftOut, List<Long> written) {
        this.leftOut = leftOut;
        this.written = written;
    }

    /** Whether the case with this seed returns a stage. */
    static boolean isHot(long seed) {
        return Math.floorMod(seed, 5) == 0;
    }

    /** A class {@code B} with the cases {@code c0}, {@code c1}, ..., each made by its own seed, one more each. */
    static byte[] file(long seed, int cases) {
        return new RandomBytecode(Set.of(), new ArrayList<>()).fileOf(seed, cases);
    }

    /**
     * A class with one case.
     *
     * @param leftOut the seeds of statements that are not written
     * @param written gets the seeds of those that are
     */
    static ClassNode single(long seed, Set<Long> leftOut, List<Long> written) {
        var made = new RandomBytecode(leftOut, written);
        made.build(seed, 1);
        return made.type;
    }

    private byte[] fileOf(long seed, int cases) {
        build(seed, cases);
        return bytes(type);
    }

    /** The class file of a class, with stack map frames. */
    static byte[] bytes(ClassNode type) {
        var writer = new FrameComputingWriter();
        type.accept(writer);
        return writer.toByteArray();
    }

    private void build(long seed, int cases) {
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, Emitter.OWNER, null, "java/lang/Object", null);
        int shared = Opcodes.ACC_STATIC | Opcodes.ACC_PUBLIC;
        type.visitField(shared, "fuel", "I", null, null);
        type.visitField(shared, "count", "I", null, null);
        type.visitField(shared, "wide", "J", null, null);
        for (int i = 0; i < HELPERS; i++) {
            helper("cold" + i, false, i);
            helper("hot" + i, true, i);
        }
        for (int i = 0; i < cases; i++) {
            boolean hot = isHot(seed + i);
            method("c" + i, seed + i, new RandomMethod.Shape(hot, List.of(), 0, HELPERS, leftOut, written));
        }
    }

    /** The helpers of a class do not depend on the seed: a case that fails alone is the case that failed. */
    private void helper(String name, boolean hot, int index) {
        var shape = new RandomMethod.Shape(
                hot, RandomExpressions.HELPER_PARAMETERS, index + 1, HELPERS, Set.of(), new ArrayList<>());
        method(name, index * 31L + (hot ? 7 : 0), shape);
    }

    private void method(String name, long seed, RandomMethod.Shape shape) {
        var method = new MethodNode(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
                name,
                Emitter.descriptor(shape.stage(), shape.parameters()),
                null,
                null);
        method.visitAnnotation("Ldev/weft/Async;", true).visitEnd();
        new RandomMethod(method, seed, shape).write();
        type.methods.add(method);
    }

    /** Knows of the few classes in random code: two different exceptions are Throwables, any other two are Objects. */
    private static final class FrameComputingWriter extends ClassWriter {
        FrameComputingWriter() {
            super(COMPUTE_FRAMES);
        }

        @Override
        protected String getCommonSuperClass(String one, String other) {
            return isThrowable(one) && isThrowable(other) ? "java/lang/Throwable" : "java/lang/Object";
        }

        private static boolean isThrowable(String name) {
            return name.endsWith("Exception") || name.endsWith("Throwable");
        }
    }
}
