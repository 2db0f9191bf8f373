package dev.weft.agent.transform.code;

import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The names of the public API by which user code is recognised. */
public final class WeftNames {
    public static final String ASYNC_DESCRIPTOR = "Ldev/weft/Async;";
    public static final String WEFT = "dev/weft/Weft";
    public static final String COROUTINE = "dev/weft/Coroutine";
    public static final String ASYNC_ITERATOR = "dev/weft/AsyncIterator";
    public static final String COMPLETION_STAGE = "java/util/concurrent/CompletionStage";
    public static final String COMPLETABLE_FUTURE = "java/util/concurrent/CompletableFuture";

    /** The error that a method throws that is refused. */
    public static final String NOT_WOVEN_ERROR = "dev/weft/NotWovenError";

    private static final String ADVANCE = "advance";
    /** How a generator gives a value. */
    static final String EMIT = "emit";

    private static final String YIELD_NOW = "yieldNow";
    private static final String SLEEP = "sleep";

    /** The suspension point. */
    public static final String AWAIT = "await";

    /** How a coroutine returns its value. */
    public static final String COMPLETED = "completed";

    /** The descriptor of {@code Awaitable}. */
    public static final String AWAITABLE_TYPE = "Ldev/weft/Awaitable;";

    /** The descriptor of {@code CompletionStage}. */
    public static final String STAGE_TYPE = "Ljava/util/concurrent/CompletionStage;";

    /** The descriptor of {@code AsyncIterator}. */
    public static final String ASYNC_ITERATOR_TYPE = "L" + ASYNC_ITERATOR + ";";

    private static final String CLASS_TYPE = "Ljava/lang/Class;";

    private static final String TEST_DESCRIPTOR = "Ldev/weft/testing/junit/WeftTest;";
    private static final String BEFORE_EACH = "Lorg/junit/jupiter/api/BeforeEach;";
    private static final String AFTER_EACH = "Lorg/junit/jupiter/api/AfterEach;";
    private static final Set<String> PLAIN_TESTS = Set.of("Lorg/junit/jupiter/api/Test;", "Lorg/junit/Test;");
    private static final Set<String> REPEATED_TESTS =
            Set.of("Lorg/junit/jupiter/params/ParameterizedTest;", "Lorg/junit/jupiter/api/RepeatedTest;");

    private WeftNames() {}

    /** Whether a method of {@code Weft} is one that suspends its caller. */
    public static boolean isSuspending(String owner, String name) {
        return owner.equals(WEFT) && (name.equals(AWAIT) || name.equals(EMIT));
    }

    /** Whether an instruction calls {@code Weft.await} or {@code Weft.emit}. */
    public static boolean isSuspensionCall(AbstractInsnNode instruction) {
        return instruction.getOpcode() == Opcodes.INVOKESTATIC
                && instruction instanceof MethodInsnNode call
                && isSuspending(call.owner, call.name);
    }

    /** Whether an instruction calls {@code Weft.await}. */
    public static boolean isAwait(AbstractInsnNode instruction) {
        return isSuspensionCall(instruction) && ((MethodInsnNode) instruction).name.equals(AWAIT);
    }

    /** Whether an await is of a stage: {@code await(CompletionStage)} or {@code await(CompletionStage, Class)}. */
    public static boolean isOfStage(MethodInsnNode await) {
        return await.desc.startsWith("(" + STAGE_TYPE);
    }

    /** Whether an await names an exception that it throws: {@code await(x, Class)}. */
    public static boolean namesException(MethodInsnNode await) {
        return await.desc.contains(CLASS_TYPE + ")");
    }

    /** Whether a call is of {@code Weft.yieldNow}. */
    public static boolean isYield(MethodInsnNode call) {
        return call.owner.equals(WEFT) && call.name.equals(YIELD_NOW);
    }

    /** Whether a call is of {@code AsyncIterator.advance}. */
    public static boolean isAdvance(MethodInsnNode call) {
        return call.owner.equals(ASYNC_ITERATOR) && call.name.equals(ADVANCE);
    }

    /** Returns a call of {@code Weft.await(Awaitable)}, for code that the weaver makes before it is woven. */
    public static MethodInsnNode await() {
        return new MethodInsnNode(
                Opcodes.INVOKESTATIC, WEFT, AWAIT, "(" + AWAITABLE_TYPE + ")Ljava/lang/Object;", false);
    }

    /** Returns a call of {@code Weft.sleep(Duration)}, for such code. */
    public static MethodInsnNode sleep() {
        return new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                WEFT,
                SLEEP,
                "(" + SuspensionKind.SLEEP.operands() + ")L" + COROUTINE + ";",
                false);
    }

    /** Whether a call is of {@code Weft.sleep} without a result. */
    public static boolean isSleep(MethodInsnNode call) {
        return call.owner.equals(WEFT)
                && call.name.equals(SLEEP)
                && call.desc.startsWith("(" + SuspensionKind.SLEEP.operands() + ")");
    }

    /** Whether an instruction calls {@code Weft.emit}. */
    public static boolean isEmit(AbstractInsnNode instruction) {
        return isSuspensionCall(instruction) && ((MethodInsnNode) instruction).name.equals(EMIT);
    }

    /** Whether a method calls {@code Weft.await} or {@code Weft.emit}. */
    public static boolean suspends(MethodNode method) {
        for (var instruction : method.instructions) {
            if (isSuspensionCall(instruction)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a method carries {@code @Async}; its retention makes the annotation a visible one. */
    public static boolean isAnnotated(MethodNode method) {
        return isAnnotated(method, ASYNC_DESCRIPTOR);
    }

    /** Whether a method is a test that is run on a loop: {@code @WeftTest}. */
    public static boolean isTest(MethodNode method) {
        return isAnnotated(method, TEST_DESCRIPTOR);
    }

    /** Whether JUnit calls a method before or after each test of its class. */
    public static boolean isAroundTests(MethodNode method) {
        return isAnnotated(method, BEFORE_EACH) || isAnnotated(method, AFTER_EACH);
    }

    /** Whether a method is a test that JUnit runs once, on no loop. */
    public static boolean isPlainTest(MethodNode method) {
        return PLAIN_TESTS.stream().anyMatch(test -> isAnnotated(method, test));
    }

    /** Whether a method is a test that JUnit runs several times, on no loop. */
    public static boolean isRepeatedTest(MethodNode method) {
        return REPEATED_TESTS.stream().anyMatch(test -> isAnnotated(method, test));
    }

    private static boolean isAnnotated(MethodNode method, String descriptor) {
        if (method.visibleAnnotations == null) {
            return false;
        }
        for (var annotation : method.visibleAnnotations) {
            if (annotation.desc.equals(descriptor)) {
                return true;
            }
        }
        return false;
    }

    /** The internal name of the class that a method returns, or the empty string for primitives, arrays and void. */
    public static String returnedClass(String descriptor) {
        var type = Type.getReturnType(descriptor);
        return type.getSort() == Type.OBJECT ? type.getInternalName() : "";
    }
}
