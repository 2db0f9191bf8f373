package dev.weft.agent.transform.probe;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The table of the calls of Weft of which it is known what they touch. Those that are left out, such as {@code cancel}, may
 * change where another task goes on.
 */
final class WeftCalls {
    private static final String WEFT = "dev/weft/Weft";
    private static final String SYNC = "dev/weft/sync/";
    private static final String AWAITABLE = "(Ldev/weft/Awaitable;";

    private static final Set<String> STORES = Set.of("put", "putNow", "setResult");
    private static final Set<String> KEEPS = Set.of("async", "hold", "waitUntil");

    private static final Map<String, CallEffect> EFFECTS = new HashMap<>();

    static {
        put(CallEffect.NONE, WEFT, "sleep yieldNow completed currentTask");
        put(CallEffect.KEEPS, WEFT, "async");
        put(CallEffect.RUNTIME, WEFT, "gather");
        put(CallEffect.NONE, "dev/weft/EventLoop", "running");
        put(CallEffect.RUNTIME, "dev/weft/EventLoop", "createFuture");
        for (var type : new String[] {"dev/weft/Future", "dev/weft/Task"}) {
            put(CallEffect.OBJECT, type, "isDone result setResult");
            put(CallEffect.RUNTIME, type, "setException exception isCancelled name");
        }
        put(CallEffect.OBJECT, SYNC + "Lock", "acquire hold release isLocked");
        put(CallEffect.OBJECT, SYNC + "Semaphore", "acquire hold release isLocked");
        put(CallEffect.OBJECT, SYNC + "BoundedSemaphore", "acquire hold release isLocked");
        put(CallEffect.OBJECT, SYNC + "Event", "set clear isSet waitUntilSet");
        put(CallEffect.OBJECT, SYNC + "Queue", "put get putNow getNow size isEmpty isFull taskDone join");
        put(CallEffect.OBJECT, SYNC + "LifoQueue", "put get putNow getNow size isEmpty isFull taskDone join");
        put(CallEffect.RUNTIME, SYNC + "Condition", "waitUntilNotified waitUntil notifyOne notifyMany notifyEveryone");
        put(CallEffect.RUNTIME, SYNC + "Permit", "close release");
        for (var type :
                new String[] {"Lock", "Semaphore", "BoundedSemaphore", "Event", "Queue", "LifoQueue", "Condition"}) {
            put(CallEffect.NONE, SYNC + type, "<init>");
        }
    }

    private WeftCalls() {}

    /** Returns whether a class, given by its internal name, is one of Weft whose constants are no secret. */
    static boolean isOfWeft(String owner) {
        return owner.startsWith(SYNC)
                || (owner.startsWith("dev/weft/") && owner.indexOf('/', "dev/weft/".length()) < 0);
    }

    private static void put(CallEffect effect, String type, String names) {
        for (var name : names.split(" ", -1)) {
            EFFECTS.put(type + "." + name, effect);
        }
    }

    /** Returns whether a call only stores what it is passed. */
    static boolean onlyStores(MethodInsnNode call) {
        return call.owner.startsWith("dev/weft/") && STORES.contains(call.name);
    }

    /** Returns whether a call keeps what it is passed, and calls its methods later. */
    static boolean keeps(MethodInsnNode call) {
        return call.owner.startsWith("dev/weft/") && KEEPS.contains(call.name);
    }

    /** Returns whether a call tells of all that happens until its coroutine suspends. */
    static boolean isTold(MethodInsnNode call) {
        return EFFECTS.containsKey(call.owner + "." + call.name);
    }

    static CallEffect effectOf(MethodInsnNode call) {
        if (call.owner.equals(WEFT) && call.name.equals("await")) {
            return call.desc.startsWith(AWAITABLE) ? CallEffect.AWAIT : CallEffect.UNKNOWN;
        }
        if (call.owner.equals(WEFT) && call.name.equals("createTask")) {
            return call.desc.contains("TaskOptions") ? CallEffect.UNKNOWN : CallEffect.RUNTIME;
        }
        return EFFECTS.getOrDefault(call.owner + "." + call.name, CallEffect.UNKNOWN);
    }
}
