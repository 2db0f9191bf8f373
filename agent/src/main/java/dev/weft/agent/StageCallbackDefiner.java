package dev.weft.agent;

import dev.weft.agent.transform.message.Reporter;
import dev.weft.agent.transform.message.Wording;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.CompletableFuture;

/**
 * The definer of {@link StageCallbackClass} beside {@code CompletableFuture}, for the runtime class that looks for it.
 *
 * <p>JDK 17 to 25 have the same members there. Where one is missing the class is not defined and the runtime does without.
 */
final class StageCallbackDefiner {
    /** The runtime class that looks for it while it is being initialised. */
    static final String WANTED_BY = "dev/weft/internal/coroutine/StageCallbacks";

    private StageCallbackDefiner() {}

    /** Defines it once in a JVM, however many loaders have the runtime. Throws nothing. */
    static synchronized void define(Instrumentation instrumentation, Reporter reporter) {
        if (isThere()) {
            return;
        }
        try {
            checkMembers();
            JdkPackage.open(CompletableFuture.class, instrumentation);
            MethodHandles.privateLookupIn(CompletableFuture.class, MethodHandles.lookup())
                    .defineClass(StageCallbackClass.emit());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException unknown) {
            reporter.report(Wording.OTHER_FUTURE.ofAgent(unknown.toString()));
        }
    }

    private static boolean isThere() {
        try {
            Class.forName(StageCallbackClass.NAME.replace('/', '.'), false, null);
            return true;
        } catch (ClassNotFoundException notYet) {
            return false;
        }
    }

    private static void checkMembers() throws ReflectiveOperationException {
        var future = CompletableFuture.class;
        var completion = Class.forName(future.getName() + "$Completion", false, null);
        var failure = Class.forName(future.getName() + "$AltResult", false, null);
        expect(future, completion.getDeclaredMethod("tryFire", int.class).getReturnType());
        expect(boolean.class, completion.getDeclaredMethod("isLive").getReturnType());
        expect(
                boolean.class,
                future.getDeclaredMethod("tryPushStack", completion).getReturnType());
        expect(void.class, future.getDeclaredMethod("postComplete").getReturnType());
        expect(Object.class, future.getDeclaredField("result").getType());
        expect(Throwable.class, failure.getDeclaredField("ex").getType());
    }

    private static void expect(Class<?> expected, Class<?> found) throws NoSuchMethodException {
        if (found != expected) {
            throw new NoSuchMethodException("a member has the type " + found + ", not " + expected);
        }
    }
}
