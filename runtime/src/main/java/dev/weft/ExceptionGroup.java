package dev.weft;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several failures that happened together. */
public class ExceptionGroup extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ArrayList<Throwable> members; // constant after construction

    /**
     * A group, whose first member is its cause and whose others are suppressed exceptions, so that a printed stack trace
     * shows them all.
     *
     * @param message what failed
     * @param exceptions the failures, in order, at least one
     */
    @SuppressWarnings("this-escape") // addSuppressed is final and keeps the exception to itself
    public ExceptionGroup(String message, List<? extends Throwable> exceptions) {
        super(
                message
                        + (exceptions.size() == 1
                                ? " (1 sub-exception)"
                                : " (" + exceptions.size() + " sub-exceptions)"),
                first(exceptions));
        members = new ArrayList<>(exceptions);
        suppressAllButFirst();
    }

    private ExceptionGroup(ExceptionGroup whole, List<? extends Throwable> exceptions) {
        super(whole.getMessage(), first(exceptions));
        members = new ArrayList<>(exceptions);
        suppressAllButFirst();
        setStackTrace(whole.getStackTrace());
    }

    /** The first is the cause: a printed stack trace shows each member once. */
    private void suppressAllButFirst() {
        for (Throwable member : members.subList(1, members.size())) {
            addSuppressed(member);
        }
    }

    private static Throwable first(List<? extends Throwable> exceptions) {
        if (exceptions.isEmpty()) {
            throw new IllegalArgumentException("an ExceptionGroup has at least one exception");
        }
        return exceptions.get(0);
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
