package dev.weft.sync;

/** The exception of a {@link Broadcast} subscriber that was too slow: values were dropped before it received them. */
public class LaggedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The number of values that were dropped. */
    private final long missed;

    /**
     * Creates an exception.
     *
     * @param broadcast the name of the broadcast
     * @param missed the number of values that were dropped
     */
    public LaggedException(String broadcast, long missed) {
        super(broadcast + " has dropped " + missed + (missed == 1 ? " value" : " values")
                + " that this subscriber was too slow to receive");
        this.missed = missed;
    }

    /**
     * Returns the number of values that were dropped.
     *
     * @return the number, one or more
     */
    public long missed() {
        return missed;
    }
}
