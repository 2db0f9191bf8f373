package dev.weft.benchmarks.network;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The work of a server: the bytes that a client sends, and those that it gets back. */
@SuppressWarnings("ImmutableEnumChecker") // nobody writes to its arrays
enum Work {
    /** Sends 64 bytes back. */
    ECHO(new byte[64], new byte[64]),
    /** Answers a small GET request with a small text. */
    HTTP(
            "GET /plaintext HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/plain\r\n\r\n".getBytes(US_ASCII),
            ("HTTP/1.1 200 OK\r\nServer: benchmark\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\n"
                            + "Hello, World!")
                    .getBytes(US_ASCII)),
    /** Answers the same request with what a backend has answered. */
    BACKEND(HTTP.request, HTTP.response),
    /** Sends 64 bytes back, over TLS. */
    TLS(ECHO.request, ECHO.response),
    /** Sends 64 bytes back when it has computed the digest of many: work for a processor. */
    DIGEST(ECHO.request, ECHO.response);

    private static final int MOST_AT_ONCE = 1024;

    private final byte[] request;
    private final byte[] response;

    Work(byte[] request, byte[] response) {
        this.request = request;
        this.response = response;
    }

    /** Returns requests, one behind the other. */
    byte[] requests(int count) {
        return repeated(request, count);
    }

    /** Returns responses, one behind the other. */
    byte[] responses(int count) {
        return repeated(response, count);
    }

    private static byte[] repeated(byte[] one, int count) {
        byte[] all = new byte[one.length * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(one, 0, all, i * one.length, one.length);
        }
        return all;
    }

    /** Tells whether the server sends back what it gets. */
    boolean isEcho() {
        return this == ECHO || this == TLS || this == DIGEST;
    }

    /** Tells whether server and generator share both processors, so that a server may use two. */
    boolean sharesProcessors() {
        return this == BACKEND || this == DIGEST;
    }

    /** Returns the server's side of a new connection. */
    Conversation conversation() {
        return switch (this) {
            case ECHO, TLS -> new Echo();
            case DIGEST -> new Digest();
            default -> new Requests(this);
        };
    }

    /** The server's side of a connection, the same for all peers: what has come, and what goes back. */
    abstract static class Conversation {
        /** Takes all bytes that have come, and returns those to be sent. They are used before the next call. */
        abstract ByteBuffer answer(ByteBuffer in);

        /** Takes all bytes that have come, and returns the number of requests that are complete with them. */
        abstract int requests(ByteBuffer in);

        /** Returns the responses to requests. */
        abstract ByteBuffer responses(int count);
    }

    /** The echo. */
    private static class Echo extends Conversation {
        @Override
        ByteBuffer answer(ByteBuffer in) {
            return in;
        }

        @Override
        int requests(ByteBuffer in) {
            throw new UnsupportedOperationException("an echo knows no requests");
        }

        @Override
        ByteBuffer responses(int count) {
            throw new UnsupportedOperationException("an echo knows no responses");
        }
    }

    /** The echo that takes a tenth of a millisecond of the processor, or some more. */
    private static final class Digest extends Echo {
        private static final byte[] DATA = new byte[1 << 17];

        private final MessageDigest digest = sha256();

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every JDK has it
            }
        }

        @Override
        ByteBuffer answer(ByteBuffer in) {
            digest.update(in.duplicate());
            if (digest.digest(DATA).length == 0) {
                throw new IllegalStateException("no digest");
            }
            return in;
        }
    }

    /** The plaintext server: it looks for the end of each head, and at the start of its first line. */
    private static final class Requests extends Conversation {
        private static final byte[] END = {'\r', '\n', '\r', '\n'};
        private static final byte[] START = "GET /plaintext HTTP/1.1\r\n".getBytes(US_ASCII);

        private final ByteBuffer responses;
        private final int length;
        private final byte[] line = new byte[START.length]; // the start of the head
        private int read; // bytes of this head
        private int matched; // bytes of END

        Requests(Work work) {
            responses = READY;
            length = work.response.length;
        }

        private static final ByteBuffer READY = ready();

        private static ByteBuffer ready() {
            byte[] all = HTTP.responses(MOST_AT_ONCE);
            return ByteBuffer.allocateDirect(all.length).put(all).flip().asReadOnlyBuffer();
        }

        @Override
        int requests(ByteBuffer in) {
            int complete = 0;
            while (in.hasRemaining()) {
                byte next = in.get();
                if (read < line.length) {
                    line[read] = next;
                }
                read++;
                matched = next == END[matched] ? matched + 1 : next == END[0] ? 1 : 0;
                if (matched == END.length) {
                    if (!Arrays.equals(line, START)) {
                        throw new IllegalStateException("no such page: " + new String(line, US_ASCII));
                    }
                    complete++;
                    read = 0;
                    matched = 0;
                }
            }
            return complete;
        }

        @Override
        ByteBuffer responses(int count) {
            return responses.duplicate().limit(count * length);
        }

        @Override
        ByteBuffer answer(ByteBuffer in) {
            return responses(requests(in));
        }
    }
}
