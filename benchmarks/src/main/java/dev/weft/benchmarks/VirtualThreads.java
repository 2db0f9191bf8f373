package dev.weft.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;

/** Virtual threads, called reflectively to compile for Java 17; {@link ForkArguments} limits them to one carrier. */
public final class VirtualThreads {
    private static final MethodHandle START = find("startVirtualThread", Thread.class, Thread.class, Runnable.class);

    private VirtualThreads() {}

    /** Starts a virtual thread. */
    public static Thread start(Runnable task) {
        try {
            return (Thread) START.invokeExact(task);
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** Runs the body in a virtual thread, so that all its work shares the one carrier, and waits for its result. */
    static <T> T run(Callable<T> body) throws InterruptedException, ExecutionException {
        var task = new FutureTask<>(body);
        start(task);
        return task.get();
    }

    static ExecutorService executor() {
        try {
            return (ExecutorService) java.util.concurrent.Executors.class
                    .getMethod("newVirtualThreadPerTaskExecutor")
                    .invoke(null);
        } catch (ReflectiveOperationException missing) {
            throw needsNewerJdk(missing);
        }
    }

    private static MethodHandle find(String name, Class<?> owner, Class<?> result, Class<?> parameter) {
        try {
            return MethodHandles.publicLookup().findStatic(owner, name, MethodType.methodType(result, parameter));
        } catch (ReflectiveOperationException missing) {
            throw needsNewerJdk(missing);
        }
    }

    private static UnsupportedOperationException needsNewerJdk(ReflectiveOperationException cause) {
        return new UnsupportedOperationException(
                "virtual threads need JDK 21 or newer; on " + Runtime.version()
                        + " leave them out with -e virtualThreads",
                cause);
    }
}
