package dev.weft.agent.transform.code;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The members of {@code dev.weft.abi} that woven code uses: nothing else in the agent names them. */
public final class RuntimeAbi {
    /** Counts up whenever code that was woven before no longer runs on the runtime: what is below changed its meaning. */
    public static final int VERSION = 1;

    public static final String FRAME = "dev/weft/abi/Frame";
    public static final String CALLER_FRAME = "dev/weft/abi/CallerFrame";
    public static final String GENERATOR_FRAME = "dev/weft/abi/GeneratorFrame";
    public static final String STAGE_FRAME = "dev/weft/abi/StageFrame";
    public static final String AWAIT = "dev/weft/abi/Await";
    public static final String EXECUTION = "dev/weft/abi/Execution";
    public static final String UNBOXED_RESULT = "dev/weft/abi/UnboxedResult";
    public static final String COMPLETABLE_FUTURE = "java/util/concurrent/CompletableFuture";

    /** The parameters that a coroutine's start body has behind the method's own: execution, frame, depth. */
    public static final int START_PARAMETERS = 3;

    /** The slots of arguments that a start body takes beside them: the JVM allows 255. */
    public static final int MOST_PASSED_SLOTS = 255 - START_PARAMETERS;

    /** The value that a start body with an unboxed result returns when it has suspended: {@code UnboxedResult.SUSPENDED}. */
    public static final long UNBOXED_SUSPENDED = Long.MIN_VALUE;

    /** The field of a frame that holds the number of the suspension point where it stands. */
    public static final String POINT = "point";

    /** What {@code point} holds while the body runs. */
    public static final int RUNNING = -1;

    /** The class whose methods stand before what code under test does. */
    public static final String PROBE = "dev/weft/abi/Probe";

    /** The mark of each class with probes. */
    public static final String PROBED = "Ldev/weft/abi/Probed;";

    private static final String CALL_PROBE = "dev/weft/abi/CallProbe";

    /** What a method does to a collection: {@code Probe.READ}, and the like. */
    public static final int PROBE_READ = 1;

    public static final int PROBE_WRITE = 2;
    public static final int PROBE_WRITE_ALL = 4;

    private static final String EXECUTION_TYPE = "L" + EXECUTION + ";";

    private static final String SYNC = "dev/weft/sync/";
    private static final String STREAMS = "dev/weft/net/Stream"; // readers and writers
    private static final String STAGE_AWAIT = "dev/weft/abi/StageAwait";
    private static final String UNBLOCKED = "dev/weft/abi/Unblocked";
    private static final String STAGE_TYPE = "Ljava/util/concurrent/CompletionStage;";

    private RuntimeAbi() {}

    public static String startDescriptor(String operands, String frame, BodyResult result) {
        return "(" + operands + EXECUTION_TYPE + "L" + frame + ";I)" + result.descriptor();
    }

    public static String resumeDescriptor(String frame) {
        return "(" + EXECUTION_TYPE + "L" + frame + ";)Ljava/lang/Object;";
    }

    /** The descriptor of a body of a generator: the frame keeps its arguments. */
    public static String generatorDescriptor(String frame) {
        return "(" + EXECUTION_TYPE + "L" + frame + ";I)Ljava/lang/Object;";
    }

    public static AbstractInsnNode suspended() {
        return new FieldInsnNode(Opcodes.GETSTATIC, FRAME, "SUSPENDED", "Ljava/lang/Object;");
    }

    /** {@code Frame.MAX_DIRECT_DEPTH}: the calls on the stack from which on a fused callee starts on a fresh one. */
    public static AbstractInsnNode maxDirectDepth() {
        return new FieldInsnNode(Opcodes.GETSTATIC, FRAME, "MAX_DIRECT_DEPTH", "I");
    }

    /** {@code UnboxedResult.box(result, kind)}: the box, or {@code Frame.SUSPENDED}. */
    public static AbstractInsnNode box() {
        return invokeStatic(UNBOXED_RESULT, "box", "(JI)Ljava/lang/Object;");
    }

    /** {@code frame.point}. */
    public static AbstractInsnNode getPoint(String frame) {
        return new FieldInsnNode(Opcodes.GETFIELD, frame, POINT, "I");
    }

    /** {@code frame.point = value}. */
    public static AbstractInsnNode putPoint(String frame) {
        return new FieldInsnNode(Opcodes.PUTFIELD, frame, POINT, "I");
    }

    /** {@code stageOf(awaitable)}: for a method that returns a stage, which has no task to suspend. */
    public static AbstractInsnNode stageOf() {
        return invokeStatic(STAGE_AWAIT, "stageOf", "(Ldev/weft/Awaitable;)" + STAGE_TYPE);
    }

    /** {@code dropped(coroutine)}. */
    public static AbstractInsnNode dropped() {
        return invokeStatic(AWAIT, "dropped", "(Ldev/weft/Coroutine;)V");
    }

    /**
     * {@code await(awaitable, execution, depth)}; or {@code awaitOnce} for a coroutine that a method of locks, queues and
     * streams has just returned: no variable holds it, so the runtime may use it again.
     *
     * @param returnedBy the method that has returned what is awaited, if known
     */
    public static AbstractInsnNode await(@Nullable MethodKey returnedBy) {
        boolean once = returnedBy != null
                && (returnedBy.owner().startsWith(SYNC) || returnedBy.owner().startsWith(STREAMS));
        return invokeStatic(
                AWAIT, once ? "awaitOnce" : "await", "(Ldev/weft/Awaitable;" + EXECUTION_TYPE + "I)Ljava/lang/Object;");
    }

    /** {@code advance(iterator, execution, depth)}. */
    public static AbstractInsnNode advance() {
        return invokeStatic(
                AWAIT, "advance", "(" + WeftNames.ASYNC_ITERATOR_TYPE + EXECUTION_TYPE + "I)Ljava/lang/Object;");
    }

    /** {@code frame.emitting(value)}: before a generator saves itself. */
    public static AbstractInsnNode emitting(String frame) {
        return invokeVirtual(frame, "emitting", "(Ljava/lang/Object;)V");
    }

    /** {@code frame.emitting()}: the same where the frame keeps the value unboxed. */
    public static AbstractInsnNode emittingUnboxed(String frame) {
        return invokeVirtual(frame, "emitting", "()V");
    }

    /** {@code frame.emitted(point)}: what a generator returns that has emitted. */
    public static AbstractInsnNode emitted(String frame) {
        return invokeVirtual(frame, "emitted", "(I)Ljava/lang/Object;");
    }

    /** {@code frame.iterator()}: of a generator that has to be closed. */
    public static AbstractInsnNode iterator(String frame) {
        return invokeVirtual(frame, "iterator", "()" + WeftNames.ASYNC_ITERATOR_TYPE);
    }

    /** {@code frame.resumed()}: behind an emit. */
    public static AbstractInsnNode resumed(String frame) {
        return invokeVirtual(frame, "resumed", "()V");
    }

    /** {@code frame.caller()}: the frame that keeps those of a generator's direct calls, or null. */
    public static AbstractInsnNode caller(String frame) {
        return invokeVirtual(frame, "caller", "()L" + CALLER_FRAME + ";");
    }

    /** {@code await(stage, execution)}. */
    public static AbstractInsnNode awaitStage() {
        return invokeStatic(AWAIT, "await", "(" + STAGE_TYPE + EXECUTION_TYPE + ")Ljava/lang/Object;");
    }

    /** {@code returned(coroutine, execution, depth, method)}. */
    public static AbstractInsnNode returned() {
        return invokeStatic(
                AWAIT, "returned", "(Ldev/weft/Awaitable;" + EXECUTION_TYPE + "ILjava/lang/String;)Ljava/lang/Object;");
    }

    /** {@code refused(awaited, message)}: always throws. */
    public static AbstractInsnNode refused() {
        return invokeStatic(AWAIT, "refused", "(Ljava/lang/Object;Ljava/lang/String;)Ljava/lang/Object;");
    }

    /** {@code sleep(duration, execution)}. */
    public static AbstractInsnNode sleep() {
        return invokeStatic(AWAIT, "sleep", "(Ljava/time/Duration;" + EXECUTION_TYPE + ")Ljava/lang/Object;");
    }

    /** {@code yieldNow(execution)}. */
    public static AbstractInsnNode yieldNow() {
        return invokeStatic(AWAIT, "yieldNow", "(" + EXECUTION_TYPE + ")Ljava/lang/Object;");
    }

    /** {@code UnboxedResult.give(value, execution, kind)}: what a resumed body returns in place of a box. */
    public static AbstractInsnNode give() {
        return invokeStatic(UNBOXED_RESULT, "give", "(I" + EXECUTION_TYPE + "I)Ljava/lang/Object;");
    }

    /** {@code execution.takeUnboxed(kind)}: what a direct call gives when it is resumed. */
    public static AbstractInsnNode takeUnboxed() {
        return invokeVirtual(EXECUTION, "takeUnboxed", "(I)I");
    }

    /** {@code execution.take()}: what the await gives when it is resumed. */
    public static AbstractInsnNode take() {
        return invokeVirtual(EXECUTION, "take", "()Ljava/lang/Object;");
    }

    /** {@code frame.suspend(execution, point)}. */
    public static AbstractInsnNode suspend(String frame) {
        return invokeVirtual(frame, "suspend", "(" + EXECUTION_TYPE + "I)Ljava/lang/Object;");
    }

    /** {@code frame.suspendAgain(execution, point)}: from a resumed body. */
    public static AbstractInsnNode suspendAgain(String frame) {
        return invokeVirtual(frame, "suspendAgain", "(" + EXECUTION_TYPE + "I)Ljava/lang/Object;");
    }

    /** {@code frame.suspendCaller(execution, point)}: what a body called directly has suspended. */
    public static AbstractInsnNode suspendCaller(String frame) {
        return invokeVirtual(frame, "suspendCaller", "(" + EXECUTION_TYPE + "I)Ljava/lang/Object;");
    }

    /** {@code frame.suspendCallerAgain(execution, point)}: from a resumed body. */
    public static AbstractInsnNode suspendCallerAgain(String frame) {
        return invokeVirtual(frame, "suspendCallerAgain", "(" + EXECUTION_TYPE + "I)Ljava/lang/Object;");
    }

    /** {@code CallerFrame.spare(frame, calleeFrameClass)}: a frame for the callee, or null. */
    public static AbstractInsnNode spare() {
        return invokeStatic(CALLER_FRAME, "spare", "(L" + CALLER_FRAME + ";Ljava/lang/Class;)L" + FRAME + ";");
    }

    /** {@code Frame.defer(coldFrame, execution)}. */
    public static AbstractInsnNode defer() {
        return invokeStatic(FRAME, "defer", "(L" + FRAME + ";" + EXECUTION_TYPE + ")Ljava/lang/Object;");
    }

    /** {@code Frame.made(coldFrame)}: the same frame, watched until it begins. */
    public static AbstractInsnNode made() {
        return invokeStatic(FRAME, "made", "(L" + FRAME + ";)L" + FRAME + ";");
    }

    /** {@code WeftExtension.run(coroutine)}: the whole of what a test method does. */
    public static AbstractInsnNode runTest() {
        return invokeStatic("dev/weft/testing/junit/WeftExtension", "run", "(Ldev/weft/Coroutine;)V");
    }

    /** {@code Probe.read(owner, field, place)}. */
    public static AbstractInsnNode probeRead() {
        return invokeStatic(PROBE, "read", "(Ljava/lang/Object;Ljava/lang/String;Ljava/lang/String;)V");
    }

    /** {@code Probe.write(owner, field, place)}. */
    public static AbstractInsnNode probeWrite() {
        return invokeStatic(PROBE, "write", "(Ljava/lang/Object;Ljava/lang/String;Ljava/lang/String;)V");
    }

    /** {@code Probe.readStatic(field, place)}. */
    public static AbstractInsnNode probeReadStatic() {
        return invokeStatic(PROBE, "readStatic", "(Ljava/lang/String;Ljava/lang/String;)V");
    }

    /** {@code Probe.writeStatic(field, place)}. */
    public static AbstractInsnNode probeWriteStatic() {
        return invokeStatic(PROBE, "writeStatic", "(Ljava/lang/String;Ljava/lang/String;)V");
    }

    /** {@code Probe.readElement(array, index, place)}. */
    public static AbstractInsnNode probeReadElement() {
        return invokeStatic(PROBE, "readElement", "(Ljava/lang/Object;ILjava/lang/String;)V");
    }

    /** {@code Probe.writeElement(array, index, name, place)}. */
    public static AbstractInsnNode probeWriteElement() {
        return invokeStatic(PROBE, "writeElement", "(Ljava/lang/Object;ILjava/lang/String;Ljava/lang/String;)V");
    }

    /** {@code Probe.access(collection, access, name, place)}. */
    public static AbstractInsnNode probeAccess() {
        return invokeStatic(PROBE, "access", "(Ljava/lang/Object;ILjava/lang/String;Ljava/lang/String;)V");
    }

    /** {@code Probe.accessEntry(collection, key, access, name, place)}. */
    public static AbstractInsnNode probeAccessEntry() {
        return invokeStatic(
                PROBE, "accessEntry", "(Ljava/lang/Object;Ljava/lang/Object;ILjava/lang/String;Ljava/lang/String;)V");
    }

    /** {@code Probe.blocks(call, remedy)}. */
    public static AbstractInsnNode probeBlocks() {
        return invokeStatic(PROBE, "blocks", "(Ljava/lang/String;Ljava/lang/String;)V");
    }

    /** {@code Probe.blocksOn(awaited, call, remedy)}. */
    public static AbstractInsnNode probeBlocksOn() {
        return invokeStatic(PROBE, "blocksOn", "(Ljava/lang/Object;Ljava/lang/String;Ljava/lang/String;)V");
    }

    /** Whether a call is of {@code Probe.blocks} or {@code Probe.blocksOn}. */
    public static boolean isBlockingProbe(MethodInsnNode call) {
        return call.owner.equals(PROBE) && (call.name.equals("blocks") || asksReceiver(call));
    }

    /** Whether such a call takes the object on which the call that blocks is made. */
    public static boolean asksReceiver(MethodInsnNode probe) {
        return probe.name.equals("blocksOn");
    }

    /** {@code Probe.called(coroutine, method)}. */
    public static AbstractInsnNode probeCalled() {
        return invokeStatic(PROBE, "called", "(Ldev/weft/Coroutine;Ljava/lang/String;)Ldev/weft/Coroutine;");
    }

    /** {@code CallProbe.unknown()}. */
    public static AbstractInsnNode stepUnknown() {
        return invokeStatic(CALL_PROBE, "unknown", "()V");
    }

    /** {@code CallProbe.runtime()}. */
    public static AbstractInsnNode stepRuntime() {
        return invokeStatic(CALL_PROBE, "runtime", "()V");
    }

    /** {@code CallProbe.touches(object)}. */
    public static AbstractInsnNode stepTouches() {
        return invokeStatic(CALL_PROBE, "touches", "(Ljava/lang/Object;)V");
    }

    /** {@code CallProbe.changes(object)}. */
    public static AbstractInsnNode stepChanges() {
        return invokeStatic(CALL_PROBE, "changes", "(Ljava/lang/Object;)V");
    }

    /** {@code CallProbe.receiver(object)}. */
    public static AbstractInsnNode stepReceiver() {
        return invokeStatic(CALL_PROBE, "receiver", "(Ljava/lang/Object;)V");
    }

    /** {@code CallProbe.collection(object)}. */
    public static AbstractInsnNode stepCollection() {
        return invokeStatic(CALL_PROBE, "collection", "(Ljava/lang/Object;)V");
    }

    /** {@code CallProbe.uses(object)}. */
    public static AbstractInsnNode stepUses() {
        return invokeStatic(CALL_PROBE, "uses", "(Ljava/lang/Object;)V");
    }

    /** {@code CallProbe.keeps(object)}. */
    public static AbstractInsnNode stepKeeps() {
        return invokeStatic(CALL_PROBE, "keeps", "(Ljava/lang/Object;)V");
    }

    /** {@code CallProbe.awaits(object)}. */
    public static AbstractInsnNode stepAwaits() {
        return invokeStatic(CALL_PROBE, "awaits", "(Ljava/lang/Object;)V");
    }

    /** {@code CallProbe.stores(array, index)}. */
    public static AbstractInsnNode stepStores() {
        return invokeStatic(CALL_PROBE, "stores", "(Ljava/lang/Object;I)V");
    }

    /** Returns a call of {@code ProbedTime}, in place of a call of the JDK. */
    public static MethodInsnNode probedTime(String name, String descriptor) {
        return invokeStatic("dev/weft/abi/ProbedTime", name, descriptor);
    }

    /** Returns a call of {@code ProbedChance}, in place of a call of the JDK. */
    public static MethodInsnNode probedChance(String name, String descriptor) {
        return invokeStatic("dev/weft/abi/ProbedChance", name, descriptor);
    }

    /** {@code Unblocked.delay(...)}, with the arguments of a call that sleeps. */
    public static AbstractInsnNode unblockedDelay(String parameters) {
        return invokeStatic(UNBLOCKED, "delay", "(" + parameters + ")Ljava/time/Duration;");
    }

    /** {@code Unblocked.end(future)}, or {@code Unblocked.end(future, timeout, unit)}. */
    public static AbstractInsnNode unblockedEnd(String parameters) {
        return invokeStatic(
                UNBLOCKED, "end", "(L" + COMPLETABLE_FUTURE + ";" + parameters + ")L" + WeftNames.COROUTINE + ";");
    }

    /** {@code Unblocked.checkEnd(future)}. */
    public static AbstractInsnNode unblockedCheckEnd() {
        return invokeStatic(UNBLOCKED, "checkEnd", "(L" + COMPLETABLE_FUTURE + ";)V");
    }

    /** {@code StageAwait.READY}, whose first reading initialises the runtime. */
    public static AbstractInsnNode stagesAreReady() {
        return new FieldInsnNode(Opcodes.GETSTATIC, STAGE_AWAIT, "READY", "Z");
    }

    /** {@code poll(stage)}. */
    public static AbstractInsnNode pollStage() {
        return invokeStatic(STAGE_AWAIT, "poll", "(" + STAGE_TYPE + ")Ljava/lang/Object;");
    }

    /** {@code frame.suspendOn(stage, point)}. */
    public static AbstractInsnNode suspendOnStage(String frame) {
        return invokeVirtual(frame, "suspendOn", "(" + STAGE_TYPE + "I)Ljava/lang/Object;");
    }

    /** {@code frame.take()}. */
    public static AbstractInsnNode takeStage(String frame) {
        return invokeVirtual(frame, "take", "()Ljava/lang/Object;");
    }

    /** {@code frame.result()}. */
    public static AbstractInsnNode stageResult(String frame) {
        return invokeVirtual(frame, "result", "()L" + COMPLETABLE_FUTURE + ";");
    }

    /** {@code failed(throwable, future)}. */
    public static AbstractInsnNode failedStage() {
        return invokeStatic(
                STAGE_AWAIT,
                "failed",
                "(Ljava/lang/Throwable;L" + COMPLETABLE_FUTURE + ";)L" + COMPLETABLE_FUTURE + ";");
    }

    /** {@code called(stage, depth, method)}: the same stage, after what the call has deferred. */
    public static AbstractInsnNode calledStage() {
        return invokeStatic(STAGE_AWAIT, "called", "(" + STAGE_TYPE + "ILjava/lang/String;)" + STAGE_TYPE);
    }

    /** {@code failed(throwable, future, depth)}. */
    public static AbstractInsnNode failedCall() {
        return invokeStatic(
                STAGE_AWAIT,
                "failed",
                "(Ljava/lang/Throwable;L" + COMPLETABLE_FUTURE + ";I)L" + COMPLETABLE_FUTURE + ";");
    }

    /** {@code frame.defer(arguments)}: the future of a call that begins when the stack is unwound. */
    public static AbstractInsnNode deferStage(String frame) {
        return invokeVirtual(frame, "defer", "([Ljava/lang/Object;)L" + COMPLETABLE_FUTURE + ";");
    }

    /** Returns a descriptor with one more parameter: the calls on the stack. */
    public static String nestedDescriptor(String descriptor) {
        return descriptor.replace(")", "I)");
    }

    /** {@code returnedNull(method)}: the exception for {@code return null}. */
    public static AbstractInsnNode returnedNull() {
        return invokeStatic(STAGE_AWAIT, "returnedNull", "(Ljava/lang/String;)Ljava/lang/Throwable;");
    }

    private static MethodInsnNode invokeStatic(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    private static MethodInsnNode invokeVirtual(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
    }
}
