package dev.weft.examples.http;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.net.StreamReader;
import java.io.IOException;
import java.util.List;

/** The rules of RFC 9112 for the head of a response. */
final class ResponseRules {
    private static final int MOST_FIELDS = 100;
    private static final int BAD_GATEWAY = 502;
    private static final int SPACE_BEHIND_STATUS = "HTTP/1.1 200".length();

    private ResponseRules() {}

    /** Reads the head of a response, behind those of interim ones such as 100 Continue. */
    @Async
    static Coroutine<Head> read(StreamReader reader) throws IOException {
        Head head;
        do {
            byte[] bytes = await(reader.readUntil(Head.END));
            head = Head.parse(withReason(bytes), MOST_FIELDS);
            if (!head.first().startsWith("HTTP/1.") || !head.second().matches("[1-5][0-9][0-9]")) {
                throw new HttpException(BAD_GATEWAY, "no response: " + head.first() + " " + head.second());
            }
        } while (head.second().charAt(0) == '1');
        return completed(head);
    }

    /** Returns a head whose first line has a third part, which may be missing together with its space. */
    private static byte[] withReason(byte[] head) {
        if (head[SPACE_BEHIND_STATUS] != '\r') {
            return head;
        }
        String text = new String(head, ISO_8859_1);
        return (text.substring(0, SPACE_BEHIND_STATUS) + ' ' + text.substring(SPACE_BEHIND_STATUS))
                .getBytes(ISO_8859_1);
    }

    static int status(Head head) {
        return Integer.parseInt(head.second());
    }

    /** Returns the length of the body, as {@link Body} understands it. */
    static long length(Head head, String method) throws HttpException {
        int status = status(head);
        if (method.equals("HEAD") || status == 204 || status == 304) {
            return 0;
        }
        if (head.headers().has("Transfer-Encoding", "chunked")) {
            return Body.CHUNKED;
        }
        List<String> lengths = head.headers().all("Content-Length");
        if (lengths.isEmpty()) {
            return Body.TO_THE_END;
        }
        if (lengths.size() > 1 || !lengths.get(0).matches("[0-9]{1,18}")) {
            throw new HttpException(BAD_GATEWAY, "the length of the body is malformed");
        }
        return Long.parseLong(lengths.get(0));
    }

    /** Tells whether the connection can be used again behind the body. */
    static boolean keeps(Head head, long length) {
        return length != Body.TO_THE_END
                && head.first().equals("HTTP/1.1")
                && !head.headers().has("Connection", "close");
    }
}
