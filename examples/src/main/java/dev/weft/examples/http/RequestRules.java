package dev.weft.examples.http;

import dev.weft.net.StreamReader;
import java.util.Arrays;
import java.util.List;

/** The rules of RFC 9112 for the head of a request. Where two parties could understand a head differently, it is refused. */
final class RequestRules {
    private static final String OLD = "HTTP/1.0";
    private static final int MOST_DIGITS = 18; // of a length, which fits into a long

    private RequestRules() {}

    /** Returns the request that begins with a head. */
    static HttpRequest request(Head head, StreamReader reader, HttpLimits limits, Body.Listener listener)
            throws HttpException {
        if (!head.third().matches("HTTP/1\\.[0-9]")) {
            boolean other = head.third().matches("HTTP/[0-9]\\.[0-9]");
            throw new HttpException(other ? 505 : 400, "the version is not HTTP/1.0 or HTTP/1.1");
        }
        if (!Headers.isName(head.first())) {
            throw new HttpException(400, "the method is malformed");
        }
        Headers headers = head.headers();
        int hosts = headers.all("Host").size();
        if (hosts > 1 || (hosts == 0 && !isOld(head))) {
            throw new HttpException(400, "a request has one field Host");
        }
        if (headers.get("Expect") != null && !expectsContinue(head)) {
            throw new HttpException(417, "only 100-continue can be expected");
        }
        long length = length(head);
        if (length > limits.bodyBytes()) {
            throw new HttpException(413, "a body has at most " + limits.bodyBytes() + " bytes here");
        }
        Body body = new Body(reader, length, limits.bodyBytes(), listener);
        return new HttpRequest(head.first(), head.second(), headers, body);
    }

    private static long length(Head head) throws HttpException {
        List<String> codings = head.headers().all("Transfer-Encoding");
        List<String> lengths = head.headers().all("Content-Length");
        if (codings.isEmpty()) {
            return lengths.isEmpty() ? 0 : length(lengths);
        }
        if (!lengths.isEmpty() || isOld(head)) {
            throw new HttpException(400, "the length of the body is ambiguous");
        }
        if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
            throw new HttpException(501, "the only transfer coding here is chunked");
        }
        return Body.CHUNKED;
    }

    private static long length(List<String> lengths) throws HttpException {
        String length = lengths.get(0);
        boolean digits = length.chars().allMatch(c -> c >= '0' && c <= '9');
        if (lengths.size() > 1 || length.isEmpty() || length.length() > MOST_DIGITS || !digits) {
            throw new HttpException(400, "the length of the body is malformed");
        }
        return Long.parseLong(length);
    }

    static boolean isOld(Head head) {
        return head.third().equals(OLD);
    }

    /** Tells whether the connection ends behind this request. */
    static boolean closes(Head head) {
        return isOld(head)
                ? !head.headers().has("Connection", "keep-alive")
                : head.headers().has("Connection", "close");
    }

    static boolean expectsContinue(Head head) {
        return head.headers().has("Expect", "100-continue");
    }

    static byte[] withoutEmptyLine(byte[] head) {
        return head[0] == '\r' && head[1] == '\n' ? Arrays.copyOfRange(head, 2, head.length) : head;
    }
}
