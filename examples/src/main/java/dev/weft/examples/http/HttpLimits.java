package dev.weft.examples.http;

import java.time.Duration;

/**
 * The limits that a server sets to its clients.
 *
 * @param connections the most open connections; more wait until one closes
 * @param headBytes the most bytes of a head
 * @param fields the most header fields
 * @param bodyBytes the most bytes of a body
 * @param head the time from the end of a response to the end of the next head; the connection is closed then
 * @param body the time for a body, to which each 16 KiB that have come add a second
 * @param write the time in which the client has to make room for more of a response
 * @param linger the time for which a connection that was refused is kept, so that the client reads why
 */
public record HttpLimits(
        int connections,
        int headBytes,
        int fields,
        long bodyBytes,
        Duration head,
        Duration body,
        Duration write,
        Duration linger) {

    /** Limits for a site with small bodies. */
    public static final HttpLimits USUAL = new HttpLimits(
            10_000,
            1 << 14,
            100,
            1 << 20,
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1));

    /**
     * Returns limits with other times.
     *
     * @param newHead the time for a head
     * @param newBody the time for a body
     * @param newWrite the time for a write
     * @return the limits
     */
    public HttpLimits withTimes(Duration newHead, Duration newBody, Duration newWrite) {
        return new HttpLimits(connections, headBytes, fields, bodyBytes, newHead, newBody, newWrite, linger);
    }
}
