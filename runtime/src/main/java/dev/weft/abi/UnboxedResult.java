package dev.weft.abi;

/**
 * The result of a body that gives a number, a character or a truth value without a box: the value as a long, or
 * {@link #SUSPENDED}, which no such value is.
 *
 * <p>Woven code calls such a body directly and compares. Where any body is called, what it gave is boxed here.
 */
public final class UnboxedResult {

    /** What such a body returns instead of a value when it has saved itself and waits. */
    public static final long SUSPENDED = Long.MIN_VALUE;

    private UnboxedResult() {}

    /**
     * The result of a body that gives an {@code int}.
     *
     * @param result the value, or {@link #SUSPENDED}
     * @return the box of the value, or {@link Frame#SUSPENDED}
     */
    public static Object boxInteger(long result) {
        return result == SUSPENDED ? Frame.SUSPENDED : Integer.valueOf((int) result);
    }

    /**
     * The result of a body that gives a {@code short}.
     *
     * @param result the value, or {@link #SUSPENDED}
     * @return the box of the value, or {@link Frame#SUSPENDED}
     */
    public static Object boxShort(long result) {
        return result == SUSPENDED ? Frame.SUSPENDED : Short.valueOf((short) result);
    }

    /**
     * The result of a body that gives a {@code byte}.
     *
     * @param result the value, or {@link #SUSPENDED}
     * @return the box of the value, or {@link Frame#SUSPENDED}
     */
    public static Object boxByte(long result) {
        return result == SUSPENDED ? Frame.SUSPENDED : Byte.valueOf((byte) result);
    }

    /**
     * The result of a body that gives a {@code char}.
     *
     * @param result the value, or {@link #SUSPENDED}
     * @return the box of the value, or {@link Frame#SUSPENDED}
     */
    public static Object boxCharacter(long result) {
        return result == SUSPENDED ? Frame.SUSPENDED : Character.valueOf((char) result);
    }

    /**
     * The result of a body that gives a {@code boolean}.
     *
     * @param result 1 or 0, or {@link #SUSPENDED}
     * @return the box of the value, or {@link Frame#SUSPENDED}
     */
    public static Object boxBoolean(long result) {
        return result == SUSPENDED ? Frame.SUSPENDED : Boolean.valueOf(result != 0);
    }
}
