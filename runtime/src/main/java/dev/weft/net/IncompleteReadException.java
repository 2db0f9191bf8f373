package dev.weft.net;

import java.io.EOFException;

/** A read that met the end of the stream before it had what it waits for. */
public class IncompleteReadException extends EOFException {

    private static final long serialVersionUID = 1;

    private final byte[] partial; // constant after construction
    private final int expected; // constant after construction

    IncompleteReadException(byte[] partial, int expected) {
        super(partial.length + " bytes read of "
                + (expected < 0 ? "an unknown number: the stream ended before the separator" : expected + " expected"));
        this.partial = partial;
        this.expected = expected;
    }

    /**
     * Returns the bytes before the end, which are gone from the stream.
     *
     * @return a copy
     */
    public byte[] partial() {
        return partial.clone();
    }

    /**
     * Returns the number of bytes that were asked for.
     *
     * @return the number; -1 if the read was for a separator
     */
    public int expected() {
        return expected;
    }
}
