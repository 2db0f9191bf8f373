package dev.weft.testing;

/** Code on a test's loop called what blocks the thread; the message names the call and what to do instead. */
public final class BlockingCallError extends Error {

    private static final long serialVersionUID = 1;

    BlockingCallError(String message) {
        super(message);
    }
}
