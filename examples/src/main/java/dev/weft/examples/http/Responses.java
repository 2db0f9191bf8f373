package dev.weft.examples.http;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.net.StreamReader;
import java.io.IOException;

/** The responses to GET requests that come on one connection, one after the other. */
public final class Responses {
    private final StreamReader reader; // constant after construction
    private int status; // loop thread: of the last response
    private boolean ended; // loop thread: the server sends no more

    /**
     * Creates a reader of responses.
     *
     * @param reader the reader of the connection
     */
    public Responses(StreamReader reader) {
        this.reader = reader;
    }

    /**
     * Reads a response.
     *
     * @return a coroutine of its body
     * @throws IOException thrown where the coroutine is awaited, if there is none, or no whole one
     */
    @Async
    public Coroutine<byte[]> next() throws IOException {
        Head head = await(ResponseRules.read(reader));
        long length = ResponseRules.length(head, "GET");
        status = ResponseRules.status(head);
        byte[] body = await(new Body(reader, length, Integer.MAX_VALUE, Body.NOBODY).readAll());
        ended = !ResponseRules.keeps(head, length);
        return completed(body);
    }

    /**
     * Returns the status.
     *
     * @return that of the last response
     */
    public int status() {
        return status;
    }

    /**
     * Tells whether the server closes the connection behind the last response.
     *
     * @return true if nothing more comes
     */
    public boolean isEnded() {
        return ended;
    }
}
