package dev.weft.examples.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.AsyncIterator;
import org.jspecify.annotations.Nullable;

/**
 * A response of a handler.
 *
 * @param status the status
 * @param headers the header fields, beside those that concern the length and the connection
 * @param bytes the body, if there is no stream
 * @param stream the parts of a body whose length is not known, which is sent in chunks; null if there is none
 */
public record HttpResponse(
        int status, Headers headers, byte[] bytes, @Nullable AsyncIterator<byte[]> stream) {
    private static final byte[] NOTHING = {};

    /**
     * Returns a response with a text.
     *
     * @param status the status
     * @param text the body
     * @return the response
     */
    public static HttpResponse text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(UTF_8));
    }

    /**
     * Returns a response with a body.
     *
     * @param status the status
     * @param type the type of the body
     * @param bytes the body
     * @return the response
     */
    public static HttpResponse of(int status, String type, byte[] bytes) {
        return new HttpResponse(status, new Headers().add("Content-Type", type), bytes, null);
    }

    /**
     * Returns a response whose body is sent part by part, no faster than the client reads it.
     *
     * @param type the type of the body
     * @param parts the parts, which are closed in the end
     * @return the response
     */
    public static HttpResponse stream(String type, AsyncIterator<byte[]> parts) {
        return new HttpResponse(200, new Headers().add("Content-Type", type), NOTHING, parts);
    }

    /** Tells whether the status allows a body. */
    boolean hasBody() {
        return status >= 200 && status != 204 && status != 304;
    }
}
