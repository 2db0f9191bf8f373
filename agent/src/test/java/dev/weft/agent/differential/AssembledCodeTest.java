package dev.weft.agent.differential;

import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Plays code that javac never writes, but other compilers and optimisers do. */
class AssembledCodeTest {
    private static final String SCRIPT = "dev/weft/agent/differential/Script";

    @Test
    void parameterSlot_reusedByALongThatReachesBehindIt_keepsBoth() {
        play(code -> {
            later(code, 0, "a");
            code.visitVarInsn(Opcodes.ASTORE, 5);
            later(code, 0, "b");
            code.visitVarInsn(Opcodes.ASTORE, 6);
            code.visitLdcInsn(5L);
            code.visitVarInsn(Opcodes.LSTORE, 0);
            awaitAndPop(code, 5);
            addTwo(code, 0);
            awaitAndPop(code, 6);
            addTwo(code, 0);
            returnLong(code, 0);
        });
    }

    @Test
    void parameterSlot_reusedByALongInALoop_keepsItsValue() {
        play(code -> {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ASTORE, 4);
            code.visitInsn(Opcodes.LCONST_0);
            code.visitVarInsn(Opcodes.LSTORE, 0);
            var head = new Label();
            var end = new Label();
            code.visitLabel(head);
            Object[] locals = {Opcodes.LONG, Opcodes.TOP, Opcodes.TOP, SCRIPT};
            code.visitFrame(Opcodes.F_NEW, 4, locals, 0, new Object[0]);
            code.visitVarInsn(Opcodes.LLOAD, 0);
            code.visitLdcInsn(6L);
            code.visitInsn(Opcodes.LCMP);
            code.visitJumpInsn(Opcodes.IFGE, end);
            later(code, 4, "x");
            code.visitVarInsn(Opcodes.ASTORE, 5);
            awaitAndPop(code, 5);
            addTwo(code, 0);
            code.visitJumpInsn(Opcodes.GOTO, head);
            code.visitLabel(end);
            code.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.LONG}, 0, new Object[0]);
            returnLong(code, 0);
        });
    }

    @Test
    void operandStack_clearedByNobodyAtTheReturn_isDropped() {
        play(code -> {
            code.visitInsn(Opcodes.LCONST_1);
            code.visitInsn(Opcodes.ICONST_2);
            later(code, 0, "a");
            code.visitVarInsn(Opcodes.ASTORE, 3);
            awaitAndPop(code, 3);
            code.visitLdcInsn("value");
            completed(code);
            code.visitVarInsn(Opcodes.ASTORE, 4);
            code.visitVarInsn(Opcodes.ALOAD, 4);
            code.visitInsn(Opcodes.ARETURN);
        });
    }

    @Test
    void deadCodeWithFrames_holdsAnAwait_isKeptAndNeverRun() {
        play(code -> {
            later(code, 0, "a");
            code.visitVarInsn(Opcodes.ASTORE, 3);
            awaitAndPop(code, 3);
            code.visitLdcInsn("value");
            completed(code);
            code.visitInsn(Opcodes.ARETURN);
            code.visitFrame(Opcodes.F_NEW, 1, new Object[] {SCRIPT}, 0, new Object[0]);
            later(code, 0, "dead");
            await(code);
            completed(code);
            code.visitInsn(Opcodes.ARETURN);
        });
    }

    @Test
    void exceptionRange_thatIsEmptyOfAwaitsOrEndsInOne_stillCatches() {
        play(code -> {
            var start = new Label();
            var end = new Label();
            var handler = new Label();
            code.visitTryCatchBlock(start, end, handler, "java/lang/RuntimeException");
            later(code, 0, "a");
            code.visitVarInsn(Opcodes.ASTORE, 3);
            code.visitVarInsn(Opcodes.ALOAD, 3);
            code.visitLabel(start);
            await(code);
            code.visitLabel(end);
            completed(code);
            code.visitInsn(Opcodes.ARETURN);
            code.visitLabel(handler);
            code.visitFrame(Opcodes.F_NEW, 1, new Object[] {SCRIPT}, 1, new Object[] {"java/lang/RuntimeException"});
            code.visitInsn(Opcodes.POP);
            later(code, 0, "handled");
            await(code);
            completed(code);
            code.visitInsn(Opcodes.ARETURN);
        });
    }

    @Test
    void uninitialisedObject_copiedInALocalAcrossAnAwait_isMadeOnceAndPutInBoth() {
        play(code -> {
            later(code, 0, "text");
            code.visitVarInsn(Opcodes.ASTORE, 3);
            code.visitTypeInsn(Opcodes.NEW, "java/lang/StringBuilder");
            code.visitInsn(Opcodes.DUP);
            code.visitInsn(Opcodes.DUP);
            code.visitVarInsn(Opcodes.ASTORE, 4);
            code.visitVarInsn(Opcodes.ALOAD, 3);
            await(code);
            code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
            code.visitMethodInsn(
                    Opcodes.INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "(Ljava/lang/String;)V", false);
            code.visitVarInsn(Opcodes.ALOAD, 4);
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    "java/lang/StringBuilder",
                    "append",
                    "(Ljava/lang/Object;)Ljava/lang/StringBuilder;",
                    false);
            completed(code);
            code.visitInsn(Opcodes.ARETURN);
        });
    }

    @Test
    void stack_duplicatedAndSwappedAroundAnAwait_isPutBackInOrder() {
        play(code -> {
            code.visitLdcInsn("one");
            code.visitLdcInsn("two");
            code.visitInsn(Opcodes.DUP_X1);
            code.visitInsn(Opcodes.SWAP);
            later(code, 0, "three");
            await(code);
            code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
            code.visitInsn(Opcodes.DUP_X2);
            concat(code);
            concat(code);
            concat(code);
            concat(code);
            completed(code);
            code.visitInsn(Opcodes.ARETURN);
        });
    }

    @Test
    void boxedInts_returnedByJumpsOnlyAndAboveOthersOnTheStack_areGiven() {
        play(code -> {
            var end = new Label();
            var other = new Label();
            Object[] locals = {SCRIPT};
            later(code, 0, "a");
            code.visitInsn(Opcodes.DUP);
            await(code);
            code.visitJumpInsn(Opcodes.IFNULL, other);
            code.visitInsn(Opcodes.POP);
            completedInt(code, -1);
            code.visitJumpInsn(Opcodes.GOTO, end);
            code.visitLabel(end);
            code.visitFrame(Opcodes.F_NEW, 1, locals, 1, new Object[] {"dev/weft/Coroutine"});
            code.visitInsn(Opcodes.ARETURN);
            code.visitLabel(other);
            code.visitFrame(Opcodes.F_NEW, 1, locals, 1, new Object[] {"dev/weft/Awaitable"});
            later(code, 0, "b");
            await(code);
            code.visitInsn(Opcodes.POP);
            completedInt(code, 128);
            code.visitInsn(Opcodes.ARETURN);
        });
    }

    private static void concat(MethodVisitor code) {
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, "java/lang/String", "concat", "(Ljava/lang/String;)Ljava/lang/String;", false);
    }

    private static void later(MethodVisitor code, int script, Object value) {
        code.visitVarInsn(Opcodes.ALOAD, script);
        code.visitLdcInsn(value);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SCRIPT, "later", "(Ljava/lang/Object;)Ldev/weft/Awaitable;", false);
    }

    private static void await(MethodVisitor code) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, "dev/weft/Weft", "await", "(Ldev/weft/Awaitable;)Ljava/lang/Object;", false);
    }

    private static void awaitAndPop(MethodVisitor code, int slot) {
        code.visitVarInsn(Opcodes.ALOAD, slot);
        await(code);
        code.visitInsn(Opcodes.POP);
    }

    private static void addTwo(MethodVisitor code, int slot) {
        code.visitVarInsn(Opcodes.LLOAD, slot);
        code.visitLdcInsn(2L);
        code.visitInsn(Opcodes.LADD);
        code.visitVarInsn(Opcodes.LSTORE, slot);
    }

    private static void returnLong(MethodVisitor code, int slot) {
        code.visitVarInsn(Opcodes.LLOAD, slot);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Long", "valueOf", "(J)Ljava/lang/Long;", false);
        completed(code);
        code.visitInsn(Opcodes.ARETURN);
    }

    private static void completed(MethodVisitor code) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, "dev/weft/Weft", "completed", "(Ljava/lang/Object;)Ldev/weft/Coroutine;", false);
    }

    private static void completedInt(MethodVisitor code, int value) {
        code.visitLdcInsn(value);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
        completed(code);
    }

    private static void play(Consumer<MethodVisitor> body) {
        var type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Assembled", null, "java/lang/Object", null);
        var code = type.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "(L" + SCRIPT + ";)Ldev/weft/Coroutine;", null, null);
        code.visitAnnotation("Ldev/weft/Async;", true).visitEnd();
        code.visitCode();
        body.accept(code);
        code.visitMaxs(0, 0);
        code.visitEnd();
        type.visitEnd();
        byte[] file = type.toByteArray();
        new Comparison(name -> name.equals("Assembled") ? Optional.of(file) : Optional.empty(), 1)
                .check(new SampleCase("Assembled", "run", false));
    }
}
