package dev.weft.internal.operation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The overrides of the methods by which a thread waits for a future. Such a method may do more than wait, for instance begin
 * the work, so nothing can wait in its place.
 */
public final class OwnWait {

    private static final ClassValue<Boolean> OVERRIDES = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return overrides(type, "join")
                    || overrides(type, "get")
                    || overrides(type, "get", long.class, TimeUnit.class)
                    || overrides(type, "isDone");
        }
    };

    private OwnWait() {}

    /**
     * Tells whether the class of a future has such a method.
     *
     * @param future the future
     */
    public static boolean isOf(CompletableFuture<?> future) {
        Class<?> type = future.getClass();
        return type != CompletableFuture.class && OVERRIDES.get(type);
    }

    private static boolean overrides(Class<?> type, String method, Class<?>... parameters) {
        try {
            return type.getMethod(method, parameters).getDeclaringClass() != CompletableFuture.class;
        } catch (NoSuchMethodException hidden) {
            return true; // in a native image, whose classes need not list their methods
        }
    }
}
