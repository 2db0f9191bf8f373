package dev.weft;

import dev.weft.internal.context.AccessorBridge;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bridge from a {@link ContextVar} to a {@link ThreadLocal} that other libraries own and read, such as SLF4J's MDC or
 * the current span of a tracer; the counterpart of {@code ThreadContextElement} in Kotlin.
 *
 * <p>A loop's tasks share its thread, so what one task leaves in a {@code ThreadLocal} the next one finds there. A
 * variable made by {@link ContextVar#bridged} has its value in the {@code ThreadLocal} exactly while code of its context
 * runs: {@link #enter} is called before each step of a task whose context has a value of it, and {@link #exit} after the
 * step, and likewise around callbacks, resumptions of stage-style methods, {@link Context#run} and the code that
 * {@link Weft#toThread} takes to another thread. Tasks without a value are not touched, and pay nothing.
 *
 * <pre>{@code
 * ThreadLocal<String> local = new ThreadLocal<>(); // another library's
 * ContextVar<String> user = ContextVar.bridged("user", ThreadBridge.of(local));
 * Task<Void> other = createTask(() -> {
 *     System.out.println(local.get()); // null
 *     return completed();
 * });
 * user.set("Ada"); // from now on this task has a value of its own
 * await(other);
 * System.out.println(local.get()); // Ada
 * }</pre>
 *
 * <p>An exception of these methods is reported to the loop's exception handler, outside a loop to the
 * {@link System.Logger} {@code dev.weft}, and the step goes on. Each {@code enter} that returned is followed by one
 * {@code exit} on the same thread, also if the step throws or is cancelled.
 *
 * @param <T> the type of the variable's value
 * @param <S> the type of what is restored, such as the outer value or a scope to be closed
 */
public interface ThreadBridge<T extends @Nullable Object, S extends @Nullable Object> {

    /**
     * Makes the value of a context that of this thread.
     *
     * @param value the value of the variable in the context that is entered
     * @return what {@link #exit} needs to restore what this thread had before
     */
    S enter(T value);

    /**
     * Restores what this thread had before.
     *
     * @param outer the result of {@link #enter}
     */
    void exit(S outer);

    /**
     * Returns the value that this thread has now, which the next step of the task enters, and tasks that are created now
     * inherit. An implementation overrides it if the running code may change the value without {@link ContextVar#set}.
     *
     * @param entered the value that was entered last
     * @return that same value, unless it is overridden
     */
    default T current(T entered) {
        return entered;
    }

    /**
     * Creates a bridge to a thread-local. What the task sets there is its own value from then on.
     *
     * @param local the thread-local; a null that it holds is restored by {@link ThreadLocal#remove}
     * @param <T> the type of its value
     * @return a new bridge
     */
    static <T extends @Nullable Object> ThreadBridge<T, T> of(ThreadLocal<T> local) {
        Objects.requireNonNull(local, "local");
        return new AccessorBridge<>(local::get, value -> {
            if (value == null) {
                local.remove();
            } else {
                local.set(value);
            }
        });
    }

    /**
     * Creates a bridge to anything of the thread that can be read and replaced:
     * {@code ThreadBridge.of(MDC::getCopyOfContextMap, MDC::setContextMap)}. What the task changes there is its own
     * value from then on.
     *
     * @param getter the function that returns the calling thread's value
     * @param setter the function that replaces it, also by what the getter returned
     * @param <T> the type of the value
     * @return a new bridge
     */
    static <T extends @Nullable Object> ThreadBridge<T, T> of(Supplier<T> getter, Consumer<T> setter) {
        return new AccessorBridge<>(Objects.requireNonNull(getter, "getter"), Objects.requireNonNull(setter, "setter"));
    }
}
