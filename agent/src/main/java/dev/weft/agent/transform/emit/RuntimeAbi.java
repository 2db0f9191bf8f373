package dev.weft.agent.transform.emit;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The members of {@code dev.weft.abi} that woven code uses: nothing else in the agent names them. */
final class RuntimeAbi {
    static final String FRAME = "dev/weft/abi/Frame";
    static final String STAGE_FRAME = "dev/weft/abi/StageFrame";
    static final String EXECUTION = "dev/weft/abi/Execution";
    static final String COMPLETABLE_FUTURE = "java/util/concurrent/CompletableFuture";

    /** The parameters that a coroutine's start body has behind the method's own: execution, frame, depth. */
    static final int START_PARAMETERS = 3;

    /** Calls on the stack from which on a fused callee starts on a fresh one; above {@code Frame.MAX_DEPTH}, 1,000. */
    static final int MAX_DEPTH = 1_008;

    /** What {@code point} holds while the body runs. */
    static final int RUNNING = -1;

    private static final String EXECUTION_TYPE = "L" + EXECUTION + ";";
    private static final String AWAIT = "dev/weft/abi/Await";
    private static final String STAGE_AWAIT = "dev/weft/abi/StageAwait";
    private static final String STAGE_TYPE = "Ljava/util/concurrent/CompletionStage;";

    private RuntimeAbi() {}

    static String startDescriptor(String operands, String frame) {
        return "(" + operands + EXECUTION_TYPE + "L" + frame + ";I)Ljava/lang/Object;";
    }

    static String resumeDescriptor(String frame) {
        return "(" + EXECUTION_TYPE + "L" + frame + ";)Ljava/lang/Object;";
    }

    static AbstractInsnNode suspended() {
        return new FieldInsnNode(Opcodes.GETSTATIC, FRAME, "SUSPENDED", "Ljava/lang/Object;");
    }

    /** {@code frame.point}. */
    static AbstractInsnNode getPoint(String frame) {
        return new FieldInsnNode(Opcodes.GETFIELD, frame, "point", "I");
    }

    /** {@code frame.point = value}. */
    static AbstractInsnNode putPoint(String frame) {
        return new FieldInsnNode(Opcodes.PUTFIELD, frame, "point", "I");
    }

    /** {@code await(awaitable, execution, depth)}. */
    static AbstractInsnNode await() {
        return invokeStatic(AWAIT, "await", "(Ldev/weft/Awaitable;" + EXECUTION_TYPE + "I)Ljava/lang/Object;");
    }

    /** {@code await(stage, execution)}. */
    static AbstractInsnNode awaitStage() {
        return invokeStatic(AWAIT, "await", "(" + STAGE_TYPE + EXECUTION_TYPE + ")Ljava/lang/Object;");
    }

    /** {@code returned(coroutine, execution, depth, method)}. */
    static AbstractInsnNode returned() {
        return invokeStatic(
                AWAIT, "returned", "(Ldev/weft/Awaitable;" + EXECUTION_TYPE + "ILjava/lang/String;)Ljava/lang/Object;");
    }

    /** {@code refused(awaited, message)}: always throws. */
    static AbstractInsnNode refused() {
        return invokeStatic(AWAIT, "refused", "(Ljava/lang/Object;Ljava/lang/String;)Ljava/lang/Object;");
    }

    /** {@code sleep(duration, execution)}. */
    static AbstractInsnNode sleep() {
        return invokeStatic(AWAIT, "sleep", "(Ljava/time/Duration;" + EXECUTION_TYPE + ")Ljava/lang/Object;");
    }

    /** {@code yieldNow(execution)}. */
    static AbstractInsnNode yieldNow() {
        return invokeStatic(AWAIT, "yieldNow", "(" + EXECUTION_TYPE + ")Ljava/lang/Object;");
    }

    /** {@code execution.take()}: what the await gives when it is resumed. */
    static AbstractInsnNode take() {
        return invokeVirtual(EXECUTION, "take", "()Ljava/lang/Object;");
    }

    /** {@code frame.suspend(execution, point)}. */
    static AbstractInsnNode suspend(String frame) {
        return invokeVirtual(frame, "suspend", "(" + EXECUTION_TYPE + "I)Ljava/lang/Object;");
    }

    /** {@code Frame.defer(coldFrame, execution)}. */
    static AbstractInsnNode defer() {
        return invokeStatic(FRAME, "defer", "(L" + FRAME + ";" + EXECUTION_TYPE + ")Ljava/lang/Object;");
    }

    /** {@code poll(stage)}. */
    static AbstractInsnNode pollStage() {
        return invokeStatic(STAGE_AWAIT, "poll", "(" + STAGE_TYPE + ")Ljava/lang/Object;");
    }

    /** {@code frame.suspendOn(stage, point)}. */
    static AbstractInsnNode suspendOnStage(String frame) {
        return invokeVirtual(frame, "suspendOn", "(" + STAGE_TYPE + "I)Ljava/lang/Object;");
    }

    /** {@code frame.take()}. */
    static AbstractInsnNode takeStage(String frame) {
        return invokeVirtual(frame, "take", "()Ljava/lang/Object;");
    }

    /** {@code frame.result()}. */
    static AbstractInsnNode stageResult(String frame) {
        return invokeVirtual(frame, "result", "()L" + COMPLETABLE_FUTURE + ";");
    }

    /** {@code failed(throwable, future)}. */
    static AbstractInsnNode failedStage() {
        return invokeStatic(
                STAGE_AWAIT,
                "failed",
                "(Ljava/lang/Throwable;L" + COMPLETABLE_FUTURE + ";)L" + COMPLETABLE_FUTURE + ";");
    }

    /** {@code returnedNull(method)}: the exception for {@code return null}. */
    static AbstractInsnNode returnedNull() {
        return invokeStatic(STAGE_AWAIT, "returnedNull", "(Ljava/lang/String;)Ljava/lang/Throwable;");
    }

    private static MethodInsnNode invokeStatic(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    private static MethodInsnNode invokeVirtual(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
    }
}
