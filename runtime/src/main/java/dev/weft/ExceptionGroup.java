package dev.weft;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several failures that happened together. */
public class ExceptionGroup extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ArrayList<Throwable> members; // constant after construction

    /**
     * A group, whose members' stack traces show as suppressed exceptions.
     *
     * @param message what failed
     * @param exceptions the failures, in order, at least one
     */
    @SuppressWarnings("this-escape") // addSuppressed is final and keeps the exception to itself
    public ExceptionGroup(String message, List<? extends Throwable> exceptions) {
        super(message
                + (exceptions.size() == 1 ? " (1 sub-exception)" : " (" + exceptions.size() + " sub-exceptions)"));
        if (exceptions.isEmpty()) {
            throw new IllegalArgumentException("an ExceptionGroup has at least one exception");
        }
        members = new ArrayList<>(exceptions);
        for (Throwable member : members) {
            addSuppressed(member);
        }
    }

    private ExceptionGroup(ExceptionGroup whole, List<? extends Throwable> exceptions) {
        super(whole.getMessage(), whole.getCause());
        members = new ArrayList<>(exceptions);
        for (Throwable member : members) {
            addSuppressed(member);
        }
        setStackTrace(whole.getStackTrace());
    }

    /**
     * Its members, which may be groups.
     *
     * @return the failures, in order
     */
    public List<Throwable> exceptions() {
        return List.copyOf(members);
    }

    /**
     * The part of it, with the same nesting, that is of a type.
     *
     * @param type which failures
     * @return a group of those, null if there are none
     */
    public @Nullable ExceptionGroup subgroup(Class<? extends Throwable> type) {
        if (type.isInstance(this)) {
            return this;
        }
        List<Throwable> matching = new ArrayList<>();
        for (Throwable member : members) {
            Throwable part = member instanceof ExceptionGroup group && !type.isInstance(member)
                    ? group.subgroup(type)
                    : type.isInstance(member) ? member : null;
            if (part != null) {
                matching.add(part);
            }
        }
        return matching.isEmpty() ? null : new ExceptionGroup(this, matching);
    }

    /**
     * The failures in it that are not groups.
     *
     * @return all of them, in order
     */
    public List<Throwable> leaves() {
        List<Throwable> leaves = new ArrayList<>();
        for (Throwable member : members) {
            if (member instanceof ExceptionGroup group) {
                leaves.addAll(group.leaves());
            } else {
                leaves.add(member);
            }
        }
        return leaves;
    }
}
