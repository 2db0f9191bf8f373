package dev.weft.internal.context;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values of all context variables at one moment. It is immutable, so that copying a context is copying a reference.
 *
 * <p>Keys and values alternate in one array and are found by identity: a program has few context variables.
 */
public final class Snapshot {

    /** A snapshot without values. */
    public static final Snapshot EMPTY = new Snapshot(new Object[0], false);

    private final @Nullable Object[] entries; // constant after construction: key, value, key, value...
    private final boolean bridged; // constant after construction: whether one of the keys is a bridged variable

    private Snapshot(@Nullable Object[] entries, boolean bridged) {
        this.entries = entries;
        this.bridged = bridged;
    }

    /** Returns the values in an {@code Activity.context}. */
    public static Snapshot of(@Nullable Object context) {
        if (context instanceof Snapshot snapshot) {
            return snapshot;
        }
        return context == null ? EMPTY : ((ContextCell) context).snapshot;
    }

    /** Tells whether a bridged variable has a value. */
    boolean isBridged() {
        return bridged;
    }

    /** Passes the bridged variables that have a value, and the values, to an action, in the order in which they were set. */
    void forEachBridged(BiConsumer<Variable, @Nullable Object> action) {
        for (int i = 0; i < entries.length; i += 2) {
            if (isBridged(entries[i])) {
                action.accept((Variable) Objects.requireNonNull(entries[i]), entries[i + 1]);
            }
        }
    }

    /** Tells whether the variable has a value. */
    public boolean has(Object key) {
        return find(key) >= 0;
    }

    /** Returns the variable's value; null if it has none. */
    public @Nullable Object get(Object key) {
        int at = find(key);
        return at < 0 ? null : entries[at + 1];
    }

    /** Returns a snapshot that differs in the value of one variable. */
    public Snapshot with(Object key, @Nullable Object value) {
        int at = find(key);
        @Nullable Object[] changed = Arrays.copyOf(entries, at < 0 ? entries.length + 2 : entries.length);
        if (at < 0) {
            at = entries.length;
            changed[at] = key;
        }
        changed[at + 1] = value;
        return new Snapshot(changed, bridged || isBridged(key));
    }

    /** Returns a snapshot in which one variable has no value. */
    public Snapshot without(Object key) {
        int at = find(key);
        if (at < 0) {
            return this;
        }
        @Nullable Object[] changed = new @Nullable Object[entries.length - 2];
        System.arraycopy(entries, 0, changed, 0, at);
        System.arraycopy(entries, at + 2, changed, at, changed.length - at);
        boolean stillBridged = false;
        for (int i = 0; i < changed.length; i += 2) {
            stillBridged |= isBridged(changed[i]);
        }
        return new Snapshot(changed, stillBridged);
    }

    private static boolean isBridged(@Nullable Object key) {
        return key instanceof Variable variable && variable.isBridged();
    }

    private int find(Object key) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] == key) {
                return i;
            }
        }
        return -1;
    }
}
