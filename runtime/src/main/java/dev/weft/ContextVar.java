package dev.weft;

import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.context.Snapshot;
import dev.weft.internal.context.Variable;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A variable with a value for each context; the counterpart of {@code contextvars.ContextVar} (PEP 567). It carries
 * such things as a request id down a chain of awaits, where a {@link ThreadLocal} fails: tasks share a thread.
 *
 * <pre>{@code
 * ContextVar<String> user = ContextVar.named("user", "nobody");
 * user.set("Ada");
 * Task<String> task = createTask(() -> completed(user.get())); // starts with a copy of this context
 * user.set("Grace");
 * System.out.println(await(task) + ", " + user.get()); // Ada, Grace
 * }</pre>
 *
 * <p>A task runs in a copy of the context in which it was created, and a callback in a copy of the one in which it
 * was scheduled; what they set is invisible outside. Coroutines that are awaited share the context of the awaiting
 * code. {@link Weft#toThread} carries the values into its thread. A variable is usually kept in a static final field.
 *
 * @param <T> the type of the value
 */
public final class ContextVar<T extends @Nullable Object> extends Variable {

    private final String name; // constant after construction
    private final boolean hasFallback; // constant after construction
    private final @Nullable T fallback; // constant after construction

    private ContextVar(String name, boolean hasFallback, @Nullable T fallback, @Nullable ThreadBridge<T, ?> bridge) {
        super(bridge);
        this.name = name;
        this.hasFallback = hasFallback;
        this.fallback = fallback;
    }

    /**
     * Creates a variable that has no value until it is set.
     *
     * @param name the name for messages
     * @param <T> the type of the value
     * @return a new variable
     */
    public static <T extends @Nullable Object> ContextVar<T> named(String name) {
        return new ContextVar<>(name, false, null, null);
    }

    /**
     * Creates a variable with a value for contexts in which it is not set.
     *
     * @param name the name for messages
     * @param fallback the value where none is set
     * @param <T> the type of the value
     * @return a new variable
     */
    public static <T extends @Nullable Object> ContextVar<T> named(String name, T fallback) {
        return new ContextVar<>(name, true, fallback, null);
    }

    /**
     * Creates a variable whose value is also in a thread-local that others own, while code of a context in which it is
     * set runs. So MDC fields, or the current span, follow a task through its awaits and do not leak into others.
     *
     * <p>A task takes part from its creation if the variable is set in the context that it gets, otherwise once it has
     * set the variable itself. Of several tasks in one and the same {@link Context}, each has to do one or the other.
     *
     * @param name the name for messages
     * @param bridge the code that sets the thread-local and restores it
     * @param <T> the type of the value
     * @return a new variable without a value
     */
    public static <T extends @Nullable Object> ContextVar<T> bridged(String name, ThreadBridge<T, ?> bridge) {
        return new ContextVar<>(name, false, null, Objects.requireNonNull(bridge, "bridge"));
    }

    /**
     * Returns the value in the current context.
     *
     * @return the value, or the variable's fallback where none is set
     * @throws NoSuchElementException if none is set and there is no fallback
     */
    public T get() {
        Snapshot current = current();
        if (!current.has(this) && !hasFallback) {
            throw new NoSuchElementException("context variable " + name
                    + " is not set here and has no fallback: use get(fallback), or named(name, fallback)");
        }
        return current.has(this) ? value(current) : cast(fallback);
    }

    /**
     * Returns the value in the current context, or the given one.
     *
     * @param instead the result if none is set; it takes precedence over the variable's fallback
     * @return the value, or the argument
     */
    public T get(T instead) {
        Snapshot current = current();
        return current.has(this) ? value(current) : instead;
    }

    /**
     * Sets the value in the current context.
     *
     * @param value the new value
     * @return a token with which {@link #reset} restores the previous state
     */
    public Token<T> set(T value) {
        Snapshot before = current();
        replace(before, value);
        return new Token<>(this, before);
    }

    /**
     * Restores the state before a {@link #set}: the value of that time, or none.
     *
     * @param token the result of that call
     * @throws IllegalArgumentException if the token belongs to another variable
     * @throws IllegalStateException if the token was used before
     */
    public void reset(Token<T> token) {
        if (token.variable != this) {
            throw new IllegalArgumentException("reset of context variable " + name + ": the token belongs to "
                    + token.variable.name + ". Use the one that set(...) of this variable returned");
        }
        if (token.used) {
            throw new IllegalStateException("reset of context variable " + name
                    + ": the token has been used already. Each set(...) returns a token for one reset");
        }
        token.used = true;
        Snapshot before = token.before;
        if (before.has(this)) {
            replace(current(), before.get(this));
        } else if (isBridged()) {
            CurrentContext.unset(this);
        } else {
            CurrentContext.set(current().without(this));
        }
    }

    private Snapshot current() {
        return isBridged() ? CurrentContext.bridgedSnapshot() : CurrentContext.snapshot();
    }

    private void replace(Snapshot current, @Nullable Object value) {
        if (isBridged()) {
            CurrentContext.set(this, value);
        } else {
            CurrentContext.set(current.with(this, value));
        }
    }

    private T value(Snapshot snapshot) {
        return cast(snapshot.get(this));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // T may be a type that admits null
    private T cast(@Nullable Object value) {
        return (T) value;
    }

    @Override
    public String toString() {
        return "ContextVar " + name;
    }

    /**
     * A record of the state before one {@link ContextVar#set}, for {@link ContextVar#reset}.
     *
     * @param <T> the type of the variable's value
     */
    public static final class Token<T extends @Nullable Object> {

        private final ContextVar<T> variable; // constant after construction
        private final Snapshot before; // constant after construction
        private boolean used; // the thread that runs in the context

        Token(ContextVar<T> variable, Snapshot before) {
            this.variable = variable;
            this.before = before;
        }
    }
}
