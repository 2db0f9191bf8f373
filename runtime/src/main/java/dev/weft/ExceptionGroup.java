package dev.weft;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of failures that happened together; the counterpart of Python's {@code ExceptionGroup} (PEP 654).
 * {@link Weft#taskGroup} throws one.
 *
 * <pre>{@code
 * try {
 *     await(taskGroup(group -> {
 *         group.createTask(load("lost"));
 *         return completed();
 *     }));
 * } catch (ExceptionGroup e) {
 *     System.out.println(e.getMessage()); // unhandled errors in a TaskGroup (1 sub-exception)
 *     System.out.println(e.leaves()); // [java.io.IOException: lost]
 * }
 * }</pre>
 */
public class ExceptionGroup extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ArrayList<Throwable> members; // constant after construction

    /**
     * Creates a group. Its first member is its cause and the others are its suppressed exceptions, so that a printed stack
     * trace shows each member once.
     *
     * @param message the failure as a whole; the number of members is appended
     * @param exceptions the members, in order
     * @throws IllegalArgumentException if there are no members
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
     * Returns the members, which may be groups.
     *
     * @return an unmodifiable list, in order
     */
    public List<Throwable> exceptions() {
        return List.copyOf(members);
    }

    /**
     * Returns the part of this group that consists of failures of a type, with the nesting kept.
     *
     * @param type the class of the failures to keep
     * @return a group of those failures, this group if it is itself of the type, or null if there are none
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
     * Returns the failures of this group and the groups in it that are not groups themselves.
     *
     * @return a new list, in order
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
