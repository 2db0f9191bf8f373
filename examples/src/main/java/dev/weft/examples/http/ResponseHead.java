package dev.weft.examples.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The text in front of a response's body. */
final class ResponseHead {
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(HttpURLConnection.HTTP_OK, "OK"),
            Map.entry(HttpURLConnection.HTTP_NO_CONTENT, "No Content"),
            Map.entry(HttpURLConnection.HTTP_BAD_REQUEST, "Bad Request"),
            Map.entry(HttpURLConnection.HTTP_NOT_FOUND, "Not Found"),
            Map.entry(HttpURLConnection.HTTP_BAD_METHOD, "Method Not Allowed"),
            Map.entry(HttpURLConnection.HTTP_CLIENT_TIMEOUT, "Request Timeout"),
            Map.entry(413, "Content Too Large"),
            Map.entry(417, "Expectation Failed"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(HttpURLConnection.HTTP_INTERNAL_ERROR, "Internal Server Error"),
            Map.entry(HttpURLConnection.HTTP_NOT_IMPLEMENTED, "Not Implemented"),
            Map.entry(HttpURLConnection.HTTP_VERSION, "HTTP Version Not Supported"));

    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
    private static final int USUAL_LENGTH = 256;

    private static long second; // guarded by the class: of the date, which is formatted once a second
    private static String date = ""; // guarded by the class

    private ResponseHead() {}

    /** How a body is delimited. */
    enum Framing {
        /** There is none, and no field about it. */
        NONE,
        /** By a length. */
        LENGTH,
        /** In chunks. */
        CHUNKS,
        /** By the end of the connection. */
        END
    }

    /** Returns the bytes of a head, with room behind them. */
    static byte[] of(HttpResponse response, Framing framing, boolean close, int room) {
        StringBuilder head = new StringBuilder(USUAL_LENGTH);
        head.append("HTTP/1.1 ").append(response.status()).append(' ');
        head.append(REASONS.getOrDefault(response.status(), "Status")).append("\r\n");
        head.append("Date: ").append(date()).append("\r\n");
        response.headers().appendTo(head);
        if (framing == Framing.LENGTH) {
            head.append("Content-Length: ").append(response.bytes().length).append("\r\n");
        } else if (framing == Framing.CHUNKS) {
            head.append("Transfer-Encoding: chunked\r\n");
        }
        if (close) {
            head.append("Connection: close\r\n");
        }
        head.append("\r\n");
        byte[] bytes = new byte[head.length() + room];
        byte[] text = head.toString().getBytes(ISO_8859_1);
        System.arraycopy(text, 0, bytes, 0, text.length);
        return bytes;
    }

    private static synchronized String date() {
        long now = System.currentTimeMillis() / 1000;
        if (now != second) {
            second = now;
            date = DATE.format(Instant.ofEpochSecond(now));
        }
        return date;
    }
}
