package dev.weft.examples.http;

import java.io.IOException;

/** A message that breaks the protocol, or a limit of its receiver. A server answers it with a status. */
public class HttpException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status; // constant after construction

    /**
     * Creates an exception.
     *
     * @param status the status with which a server answers
     * @param message the reason, which the client is told
     */
    public HttpException(int status, String message) {
        super(message);
        this.status = status;
    }

    /**
     * Returns the status with which a server answers.
     *
     * @return a number from 400 to 599
     */
    public int status() {
        return status;
    }
}
