package dev.weft.examples.http;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.net.IncompleteReadException;
import dev.weft.net.LimitOverrunException;
import dev.weft.net.StreamReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The body of a message that is received: as long as its head says, in chunks, or up to the end of the stream. It is read
 * part by part, so that it need not fit into memory.
 */
public final class Body {
    /** The length of a body that comes in chunks. */
    static final long CHUNKED = -1;

    /** The length of a body that ends with the stream. */
    static final long TO_THE_END = -2;

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] NOTHING = {};
    private static final int PART = 1 << 14;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int HEX = 16;
    private static final int MOST_DIGITS = 15; // of the length of a chunk, which fits into a long

    /** The receiver's share in reading a body. */
    interface Listener {
        /** Is told before a part is read. */
        default void reads() {}

        /** Is told that bytes have come. */
        default void came(int count) {}

        /** Is told that the body is read to its end. */
        default void ended() {}
    }

    /** A listener that does not listen. */
    static final Listener NOBODY = new Listener() {};

    private final StreamReader reader; // constant after construction
    private final long length; // constant after construction
    private final long limit; // constant after construction
    private final Listener listener; // constant after construction
    private long left; // loop thread: of the body, or of this chunk
    private long received; // loop thread
    private boolean ended; // loop thread

    Body(StreamReader reader, long length, long limit, Listener listener) {
        this.reader = reader;
        this.length = length;
        this.limit = limit;
        this.listener = listener;
        left = Math.max(length, 0);
        ended = length == 0;
    }

    /** Tells whether it is read to its end. */
    boolean isEnded() {
        return ended;
    }

    /** Tells whether the rest is here, so that a read of it does not wait. */
    boolean isHere() {
        return ended || (length > 0 && left <= reader.buffered());
    }

    /**
     * Reads the next part.
     *
     * @return a coroutine of the part; empty at the end of the body
     * @throws IOException thrown where the coroutine is awaited, if the body is malformed, too large or incomplete
     */
    @Async
    public Coroutine<byte[]> read() throws IOException {
        if (ended) {
            return completed(NOTHING);
        }
        listener.reads();
        if (length == CHUNKED && left == 0 && await(readChunkSize()) == 0) {
            await(readTrailers());
            end();
            return completed(NOTHING);
        }
        byte[] part = await(reader.read((int) (length == TO_THE_END ? PART : Math.min(left, PART))));
        await(took(part));
        return completed(part);
    }

    @Async
    private Coroutine<Void> took(byte[] part) throws IOException {
        if (part.length == 0 && length != TO_THE_END) {
            throw new HttpException(BAD_REQUEST, "the connection has ended within a body");
        }
        received += part.length;
        checkSize(received);
        listener.came(part.length);
        if (length == TO_THE_END) {
            if (part.length == 0) {
                end();
            }
            return completed();
        }
        left -= part.length;
        if (left == 0 && length == CHUNKED) {
            if (await(readLine()).length() != 0) {
                throw new HttpException(BAD_REQUEST, "a chunk is longer than its head says");
            }
        } else if (left == 0) {
            end();
        }
        return completed();
    }

    /**
     * Reads the rest.
     *
     * @return a coroutine of its bytes
     * @throws IOException thrown where the coroutine is awaited, if the body is malformed, too large or incomplete
     */
    @Async
    public Coroutine<byte[]> readAll() throws IOException {
        byte[] part = await(read());
        if (ended) {
            return completed(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream(PART);
        while (part.length > 0) {
            all.write(part, 0, part.length);
            part = await(read());
        }
        return completed(all.toByteArray());
    }

    @Async
    private Coroutine<Long> readChunkSize() throws IOException {
        String line = await(readLine());
        int semicolon = line.indexOf(';'); // extensions, which nobody uses, follow it
        String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || !isHex(digits)) {
            throw new HttpException(BAD_REQUEST, "the length of a chunk is malformed");
        }
        left = Long.parseLong(digits, HEX);
        checkSize(received + left);
        return completed(left);
    }

    private static boolean isHex(String digits) {
        return digits.chars().allMatch(c -> Character.digit(c, HEX) >= 0 && c < 128);
    }

    /** Reads the fields behind the last chunk, which nobody needs. */
    @Async
    private Coroutine<Void> readTrailers() throws IOException {
        int bytes = 0;
        for (String line = await(readLine()); !line.isEmpty(); line = await(readLine())) {
            bytes += line.length();
            if (bytes > PART) {
                throw new HttpException(431, "the trailers are too long");
            }
        }
        return completed();
    }

    @Async
    private Coroutine<String> readLine() throws IOException {
        try {
            byte[] line = await(reader.readUntil(LINE_END));
            return completed(new String(line, 0, line.length - LINE_END.length, ISO_8859_1));
        } catch (LimitOverrunException e) {
            throw new HttpException(BAD_REQUEST, "a line between the chunks is too long");
        } catch (IncompleteReadException e) {
            throw new HttpException(BAD_REQUEST, "the connection has ended within a body");
        }
    }

    private void checkSize(long size) throws HttpException {
        if (size > limit) {
            throw new HttpException(TOO_LARGE, "a body has at most " + limit + " bytes here");
        }
    }

    private void end() {
        ended = true;
        listener.ended();
    }
}
