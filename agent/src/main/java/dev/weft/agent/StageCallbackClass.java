package dev.weft.agent;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The class file of the class that hangs a callback into a {@code CompletableFuture}'s own list of dependents.
 *
 * <pre>{@code
 * package java.util.concurrent;
 * public final class $WeftCallback extends CompletableFuture.Completion implements BiConsumer {
 *     private final CompletableFuture source; private final BiConsumer target;
 *     public $WeftCallback() {}                                   // one that registers
 *     private $WeftCallback(CompletableFuture source, BiConsumer target) { ... }    // one that is registered
 *     public void accept(Object future, Object callback) {
 *         var source = (CompletableFuture) future;
 *         var added = new $WeftCallback(source, (BiConsumer) callback);
 *         do {
 *             if (source.result != null) { added.tryFire(0); return; }
 *         } while (!source.tryPushStack(added));
 *         if (source.result != null) source.postComplete();       // ended meanwhile: whoever pops it from the list fires
 *     }
 *     CompletableFuture tryFire(int mode) {
 *         Object value = source.result;
 *         Throwable thrown = null;
 *         if (value instanceof AltResult) { thrown = ((AltResult) value).ex; value = null; }
 *         try { target.accept(value, thrown); }
 *         catch (Throwable failure) { the thread's uncaught exception handler gets it }
 *         return null;
 *     }
 *     boolean isLive() { return true; }
 * }
 * }</pre>
 *
 * A completion that is on the list is popped by one thread only, which fires it. So it needs no flag that says whether it
 * has been fired, as the JDK's own completions do, which are fired by those who register them, too.
 */
final class StageCallbackClass {
    /** Its internal name. */
    static final String NAME = "java/util/concurrent/$WeftCallback";

    private static final String FUTURE = "java/util/concurrent/CompletableFuture";
    private static final String FUTURE_TYPE = "Ljava/util/concurrent/CompletableFuture;";
    private static final String COMPLETION = "java/util/concurrent/CompletableFuture$Completion";
    private static final String FAILURE = "java/util/concurrent/CompletableFuture$AltResult";
    private static final String CALLBACK = "java/util/function/BiConsumer";
    private static final String CALLBACK_TYPE = "Ljava/util/function/BiConsumer;";
    private static final String OBJECT_TYPE = "Ljava/lang/Object;";
    private static final String HANDLER = "java/lang/Thread$UncaughtExceptionHandler";
    private static final String FIRE = "(I)" + FUTURE_TYPE;
    private static final String REGISTERED = "(" + FUTURE_TYPE + CALLBACK_TYPE + ")V";

    private final ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    private StageCallbackClass() {}

    /** Its class file. */
    static byte[] emit() {
        var emitted = new StageCallbackClass();
        emitted.addType();
        emitted.addRegistrarConstructor();
        emitted.addRegisteredConstructor();
        emitted.addRegister();
        emitted.addFire();
        emitted.addIsLive();
        return emitted.type.toByteArray();
    }

    private void addType() {
        type.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                NAME,
                null,
                COMPLETION,
                new String[] {CALLBACK});
        type.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "source", FUTURE_TYPE, null, null);
        type.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "target", CALLBACK_TYPE, null, null);
    }

    private void addRegistrarConstructor() {
        var code = begin(Opcodes.ACC_PUBLIC, "<init>", "()V");
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, COMPLETION, "<init>", "()V", false);
        end(code, Opcodes.RETURN);
    }

    private void addRegisteredConstructor() {
        var code = begin(Opcodes.ACC_PRIVATE, "<init>", REGISTERED);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, COMPLETION, "<init>", "()V", false);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitFieldInsn(Opcodes.PUTFIELD, NAME, "source", FUTURE_TYPE);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitFieldInsn(Opcodes.PUTFIELD, NAME, "target", CALLBACK_TYPE);
        end(code, Opcodes.RETURN);
    }

    private void addRegister() {
        var code = begin(Opcodes.ACC_PUBLIC, "accept", "(" + OBJECT_TYPE + OBJECT_TYPE + ")V");
        int source = 3;
        int added = 4;
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitTypeInsn(Opcodes.CHECKCAST, FUTURE);
        code.visitVarInsn(Opcodes.ASTORE, source);
        code.visitTypeInsn(Opcodes.NEW, NAME);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ALOAD, source);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitTypeInsn(Opcodes.CHECKCAST, CALLBACK);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, NAME, "<init>", REGISTERED, false);
        code.visitVarInsn(Opcodes.ASTORE, added);
        addPush(code, source, added);
        end(code, Opcodes.RETURN);
    }

    private static void addPush(MethodVisitor code, int source, int added) {
        var again = new Label();
        var push = new Label();
        var done = new Label();
        code.visitLabel(again);
        code.visitFrame(Opcodes.F_APPEND, 2, new Object[] {FUTURE, NAME}, 0, null);
        code.visitVarInsn(Opcodes.ALOAD, source);
        code.visitFieldInsn(Opcodes.GETFIELD, FUTURE, "result", OBJECT_TYPE);
        code.visitJumpInsn(Opcodes.IFNULL, push);
        code.visitVarInsn(Opcodes.ALOAD, added);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, NAME, "tryFire", FIRE, false);
        code.visitInsn(Opcodes.POP);
        code.visitInsn(Opcodes.RETURN);
        code.visitLabel(push);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitVarInsn(Opcodes.ALOAD, source);
        code.visitVarInsn(Opcodes.ALOAD, added);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FUTURE, "tryPushStack", "(L" + COMPLETION + ";)Z", false);
        code.visitJumpInsn(Opcodes.IFEQ, again);
        code.visitVarInsn(Opcodes.ALOAD, source);
        code.visitFieldInsn(Opcodes.GETFIELD, FUTURE, "result", OBJECT_TYPE);
        code.visitJumpInsn(Opcodes.IFNULL, done);
        code.visitVarInsn(Opcodes.ALOAD, source);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FUTURE, "postComplete", "()V", false);
        code.visitLabel(done);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }

    private void addFire() {
        var code = begin(0, "tryFire", FIRE);
        int value = 2;
        int thrown = 3;
        var call = new Label();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, NAME, "source", FUTURE_TYPE);
        code.visitFieldInsn(Opcodes.GETFIELD, FUTURE, "result", OBJECT_TYPE);
        code.visitVarInsn(Opcodes.ASTORE, value);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitVarInsn(Opcodes.ASTORE, thrown);
        code.visitVarInsn(Opcodes.ALOAD, value);
        code.visitTypeInsn(Opcodes.INSTANCEOF, FAILURE);
        code.visitJumpInsn(Opcodes.IFEQ, call);
        code.visitVarInsn(Opcodes.ALOAD, value);
        code.visitTypeInsn(Opcodes.CHECKCAST, FAILURE);
        code.visitFieldInsn(Opcodes.GETFIELD, FAILURE, "ex", "Ljava/lang/Throwable;");
        code.visitVarInsn(Opcodes.ASTORE, thrown);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitVarInsn(Opcodes.ASTORE, value);
        code.visitLabel(call);
        code.visitFrame(Opcodes.F_APPEND, 2, new Object[] {"java/lang/Object", "java/lang/Throwable"}, 0, null);
        addCall(code, value, thrown);
        code.visitInsn(Opcodes.ACONST_NULL);
        end(code, Opcodes.ARETURN);
    }

    /** Calls the target; what it throws must not keep the others on the list from being told. */
    private static void addCall(MethodVisitor code, int value, int thrown) {
        var from = new Label();
        var to = new Label();
        var failed = new Label();
        var done = new Label();
        code.visitTryCatchBlock(from, to, failed, "java/lang/Throwable");
        code.visitLabel(from);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, NAME, "target", CALLBACK_TYPE);
        code.visitVarInsn(Opcodes.ALOAD, value);
        code.visitVarInsn(Opcodes.ALOAD, thrown);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, CALLBACK, "accept", "(" + OBJECT_TYPE + OBJECT_TYPE + ")V", true);
        code.visitLabel(to);
        code.visitJumpInsn(Opcodes.GOTO, done);
        code.visitLabel(failed);
        code.visitFrame(Opcodes.F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
        code.visitVarInsn(Opcodes.ASTORE, thrown);
        addTell(code, thrown);
        code.visitLabel(done);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }

    private static void addTell(MethodVisitor code, int thrown) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", false);
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, "java/lang/Thread", "getUncaughtExceptionHandler", "()L" + HANDLER + ";", false);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "currentThread", "()Ljava/lang/Thread;", false);
        code.visitVarInsn(Opcodes.ALOAD, thrown);
        code.visitMethodInsn(
                Opcodes.INVOKEINTERFACE,
                HANDLER,
                "uncaughtException",
                "(Ljava/lang/Thread;Ljava/lang/Throwable;)V",
                true);
    }

    private void addIsLive() {
        var code = begin(0, "isLive", "()Z");
        code.visitInsn(Opcodes.ICONST_1);
        end(code, Opcodes.IRETURN);
    }

    private MethodVisitor begin(int access, String name, String descriptor) {
        var code = type.visitMethod(access, name, descriptor, null, null);
        code.visitCode();
        return code;
    }

    private static void end(MethodVisitor code, int returnInstruction) {
        code.visitInsn(returnInstruction);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
