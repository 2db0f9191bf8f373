package dev.weft.abi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The protocol by which a method returns a number, a character or a truth value unboxed.
 *
 * <ol>
 *   <li>The body that runs first returns it as a long, or {@link #SUSPENDED}, which no such value is. Woven code calls
 *       that body directly and compares; where the body is not known, the value is boxed here.
 *   <li>A resumed body leaves it in the execution, {@link #give}. A direct caller takes it from there
 *       ({@link Execution#takeUnboxed}); any other awaiter takes it boxed.
 * </ol>
 */
public final class UnboxedResult {

    /** The value that such a body returns when it has saved itself and is suspended. */
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

    /** The kind of no value. */
    static final int NONE = 0;

    private UnboxedResult() {}

    /**
     * Leaves the value of a resumed body in the execution.
     *
     * @param value the value
     * @param x the execution of the chain
     * @param kind {@link #INTEGER} or another kind
     * @return the value for the body to return
     */
    public static Object give(int value, Execution x, int kind) {
        x.given = value;
        x.givenKind = kind;
        return Execution.GIVEN;
    }

    /** Boxes a value that was given. */
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

    /** Unboxes a value: that of a body whose start was deferred, and which was therefore not called directly. */
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
     * Converts the result of a body that runs first, for code that calls any body.
     *
     * @param result the value, or {@link #SUSPENDED}
     * @param kind {@link #INTEGER} or another kind
     * @return the boxed value, or {@link Frame#SUSPENDED}
     */
    public static Object box(long result, int kind) {
        return result == SUSPENDED ? Frame.SUSPENDED : box((int) result, kind);
    }
}
