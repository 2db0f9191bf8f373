package dev.weft.benchmarks;

import static com.ea.async.Async.await;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;

/**
 * The same work in EA Async, in a class file of Java 8. EA Async cannot read newer ones, and then its await blocks.
 */
public final class EaAsyncPeer {
    private EaAsyncPeer() {}

    /** Awaits this many stages of the source and sums up their values. */
    public static CompletableFuture<Long> sum(PendingStages source, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += await(source.next());
        }
        return CompletableFuture.completedFuture(sum);
    }

    /** Throws unless EA Async's agent has woven this class; otherwise its await would block forever. */
    public static void checkWoven() {
        for (Method method : EaAsyncPeer.class.getDeclaredMethods()) {
            if (method.getName().startsWith("async$")) {
                return;
            }
        }
        throw new IllegalStateException("EA Async's agent did not weave " + EaAsyncPeer.class.getName()
                + ": the JVM must run with -javaagent:ea-async.jar");
    }
}
