package dev.weft;

import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.context.Snapshot;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A variable whose value belongs to the context: each task has its own, taken over from its creator.
 *
 * @param <T> the type of its value
 */
public final class ContextVar<T> {

    private final String name; // constant after construction
    private final boolean hasFallback; // constant after construction
    private final @Nullable T fallback; // constant after construction

    private ContextVar(String name, boolean hasFallback, @Nullable T fallback) {
        this.name = name;
        this.hasFallback = hasFallback;
        this.fallback = fallback;
    }

    /**
     * A variable that has no value until it is set.
     *
     * @param name for messages
     * @param <T> the type of its value
     * @return a new variable
     */
    public static <T> ContextVar<T> named(String name) {
        return new ContextVar<>(name, false, null);
    }

    /**
     * A variable with a value for contexts in which it is not set.
     *
     * @param name for messages
     * @param fallback that value
     * @param <T> the type of its value
     * @return a new variable
     */
    public static <T> ContextVar<T> named(String name, T fallback) {
        return new ContextVar<>(name, true, fallback);
    }

    /**
     * The value in the current context.
     *
     * @return the value, or else the variable's fallback
     * @throws NoSuchElementException if it is not set and has no fallback
     */
    public T get() {
        Snapshot current = CurrentContext.snapshot();
        if (!current.has(this) && !hasFallback) {
            throw new NoSuchElementException("context variable " + name
                    + " is not set here and has no fallback: use get(fallback), or named(name, fallback)");
        }
        return current.has(this) ? value(current) : cast(fallback);
    }

    /**
     * The value in the current context.
     *
     * @param instead what to return if it is not set
     * @return the value, or else the argument
     */
    public T get(T instead) {
        Snapshot current = CurrentContext.snapshot();
        return current.has(this) ? value(current) : instead;
    }

    /**
     * Sets the value in the current context.
     *
     * @param value the new value
     * @return what {@link #reset} needs to bring the old one back
     */
    public Token<T> set(T value) {
        Snapshot before = CurrentContext.snapshot();
        CurrentContext.set(before.with(this, value));
        return new Token<>(this, before);
    }

    /**
     * Brings back the value that was there before a {@link #set}.
     *
     * @param token what that call returned
     * @throws IllegalArgumentException if it came from another variable
     * @throws IllegalStateException if it was used before
     */
    public void reset(Token<T> token) {
        if (token.variable != this) {
            throw new IllegalArgumentException(
                    "reset of context variable " + name + ": the token is one of " + token.variable.name);
        }
        if (token.used) {
            throw new IllegalStateException("reset of context variable " + name + ": the token was used before");
        }
        token.used = true;
        Snapshot current = CurrentContext.snapshot();
        Snapshot before = token.before;
        CurrentContext.set(before.has(this) ? current.with(this, before.get(this)) : current.without(this));
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
     * The memory of one {@link ContextVar#set}.
     *
     * @param <T> the type of the variable's value
     */
    public static final class Token<T> {

        private final ContextVar<T> variable; // constant after construction
        private final Snapshot before; // constant after construction
        private boolean used; // the thread that runs in the context

        Token(ContextVar<T> variable, Snapshot before) {
            this.variable = variable;
            this.before = before;
        }
    }
}
