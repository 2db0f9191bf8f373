package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.BlockingCall;
import dev.weft.agent.transform.code.BlockingCalls;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The calls that block by what their class inherits: a future, a lock or a queue of the program's or a library's own class.
 * The hierarchy is read from class files, and only where the name of the method is one that blocks.
 */
final class InheritedBlocking {
    private static final String CONCURRENT = "java/util/concurrent/";

    private InheritedBlocking() {}

    /** Returns the entry of a call by the class that it names or one of the JDK's above it; null if it is not known to block. */
    static @Nullable BlockingCall of(MethodInsnNode call, ClassFiles files) {
        var own = BlockingCalls.of(call);
        if (own != null
                || call.owner.startsWith("java/")
                || call.owner.startsWith("dev/weft/")
                || call.owner.startsWith("[")) {
            return own;
        }
        for (var type : ancestors(call)) {
            var ancestor = type.startsWith("java/") ? type : CONCURRENT + type;
            var inherited = BlockingCalls.of(new MethodInsnNode(call.getOpcode(), ancestor, call.name, call.desc));
            if (inherited != null
                    && (files.isSubclass(call.owner, ancestor) || files.isImplementedBy(call.owner, ancestor))) {
                var owner = call.owner;
                var simple = owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
                return inherited.named(simple + "." + call.name);
            }
        }
        return null;
    }

    private static List<String> ancestors(MethodInsnNode call) {
        return switch (call.name) {
            case "get" ->
                call.desc.startsWith("()") || call.desc.startsWith("(J")
                        ? List.of("CompletableFuture", "Future")
                        : List.of();
            case "join" -> List.of("CompletableFuture", "java/lang/Thread", "ForkJoinTask");
            case "take", "takeFirst", "takeLast", "put", "putFirst", "putLast", "poll", "offer", "transfer" ->
                List.of("TransferQueue", "BlockingDeque", "BlockingQueue");
            case "lock", "lockInterruptibly", "tryLock" -> List.of("locks/Lock");
            case "acquire", "acquireUninterruptibly", "tryAcquire" -> List.of("Semaphore");
            case "await" -> List.of("CountDownLatch", "CyclicBarrier", "locks/Condition");
            case "invokeAll", "invokeAny", "awaitTermination", "close" -> List.of("ExecutorService");
            default -> List.of();
        };
    }
}
