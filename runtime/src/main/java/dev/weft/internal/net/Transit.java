package dev.weft.internal.net;

/** A decision about bytes that are on their way through a memory wire; for tests. Loop thread only. */
public abstract class Transit {

    /** The answer that nothing arrives yet, and {@link #latencyNanos} pass first. */
    public static final int LATE = -1;

    /** Creates a transit. */
    protected Transit() {}

    /**
     * Decides what becomes of bytes that are about to arrive.
     *
     * @param available their number, 1 or more
     * @return how many arrive now, 1 or more; or {@link #LATE}; or for the connection to be lost after n bytes,
     *     {@link #lostAfter} of n
     */
    public abstract int arriving(int available);

    /** Returns the time that late bytes take. */
    public abstract long latencyNanos();

    /** Returns the answer that the connection is lost after some bytes. */
    public static int lostAfter(int bytes) {
        return LATE - 1 - bytes;
    }

    static boolean isLoss(int answer) {
        return answer < LATE;
    }

    static int bytesBeforeLoss(int answer) {
        return LATE - 1 - answer;
    }
}
