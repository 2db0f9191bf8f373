package dev.weft.net;

import java.io.IOException;

/** A line, or a run of bytes up to a separator, that is longer than the reader's limit. */
public class LimitOverrunException extends IOException {

    private static final long serialVersionUID = 1;

    private final int consumed; // constant after construction

    LimitOverrunException(String message, int consumed) {
        super(message);
        this.consumed = consumed;
    }

    /**
     * Returns the number of bytes at the start of the reader's buffer that surely are no separator.
     *
     * @return the number of bytes
     */
    public int consumed() {
        return consumed;
    }
}
