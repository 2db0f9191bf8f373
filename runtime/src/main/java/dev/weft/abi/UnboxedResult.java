package dev.weft.abi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a method that gives a number, a character or a truth value without a box.
 *
 * <ol>
 *   <li>The body that runs first returns it as a long, or {@link #SUSPENDED}, which no such value is. Woven code calls
 *       that body directly and compares; where any body is called, the value is boxed here.
 *   <li>The body that was resumed leaves it in the execution, {@link #give}, from where a direct caller takes it
 *       ({@link Execution#takeUnboxed}), and anybody else its box.
 * </ol>
 */
public final class UnboxedResult {

    /** What such a body returns instead of a value when it has saved itself and waits. */
    public static final long SUSPENDED = Long.MIN_VALUE;

    /** The kind of an {@code int}. */
    public static final int INTEGER = 1;

    /** The kind of a {@code short}. */
    public static final int SHORT = 2;

    /** The kind of a {@code byte}. */
    public static final int BYTE = 3;

    /** The kind of a {@code char}. */
    public static final int CHARACTER = 4;

    /** The kind of a {@code boolean}: 1 or 0. */
    public static final int BOOLEAN = 5;

    /** No value was given. */
    static final int NONE = 0;

    private UnboxedResult() {}

    /**
     * Leaves the value of a resumed body in the execution.
     *
     * @param value the value
     * @param x what runs the chain
     * @param kind {@link #INTEGER} or one of the others
     * @return what the body is to return
     */
    public static Object give(int value, Execution x, int kind) {
        x.given = value;
        x.givenKind = kind;
        return Execution.GIVEN;
    }

    /** The box of a value that was given. */
    static Object box(int value, int kind) {
        return switch (kind) {
            case INTEGER -> value;
            case SHORT -> (short) value;
            case BYTE -> (byte) value;
            case CHARACTER -> (char) value;
            case BOOLEAN -> value != 0;
            default -> throw new AssertionError("no kind of value: " + kind);
        };
    }

    /** The value in a box: of a body whose start was put off, and which so was not called directly. */
    static int unbox(@Nullable Object box) {
        if (box instanceof Number number) {
            return number.intValue();
        }
        if (box instanceof Character character) {
            return character;
        }
        return (Boolean) Objects.requireNonNull(box) ? 1 : 0;
    }

    /**
     * What a body that runs first has returned, where any body may have been called.
     *
     * @param result the value, or {@link #SUSPENDED}
     * @param kind {@link #INTEGER} or one of the others
     * @return the box of the value, or {@link Frame#SUSPENDED}
     */
    public static Object box(long result, int kind) {
        return result == SUSPENDED ? Frame.SUSPENDED : box((int) result, kind);
    }
}
