package dev.weft.examples.http;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.LoopError;
import dev.weft.net.Connection;
import dev.weft.net.IncompleteReadException;
import dev.weft.net.LimitOverrunException;
import dev.weft.net.StreamReader;
import dev.weft.net.StreamWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * One connection of a server.
 *
 * <ol>
 *   <li>Requests are answered one after the other. Those that have come together, pipelined, are answered together.
 *   <li>One deadline watches over the client: for the head, for the body, for room for the response. While the handler works
 *       there is none.
 *   <li>A client that is refused is told why; then what it still sends is dropped for a while, because a connection that is
 *       closed with bytes unread is reset, and the client would not see the response.
 * </ol>
 */
final class HttpConnection implements Body.Listener {
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);
    private static final int PART = 1 << 14; // whose arrival adds a second to the time for a body
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int MOST_DROPPED = 1 << 20;

    private final HttpServer server; // constant after construction
    private final HttpHandler handler; // constant after construction
    private final HttpLimits limits; // constant after construction
    private final Connection connection; // constant after construction
    private final StreamReader reader; // constant after construction
    private final StreamWriter writer; // constant after construction
    private final Output output; // constant after construction
    private final Deadline deadline; // constant after construction
    private boolean idle; // loop thread: it waits for a head
    private boolean writing; // loop thread: it waits for room
    private boolean expectsContinue; // loop thread: the client sends the body when it is told to
    private boolean headSent; // loop thread: of the response to the current request
    private boolean readsBody; // loop thread: a read of the body is under way
    private long bodyNanos; // loop thread: the time that is left for the body

    HttpConnection(HttpServer server, HttpHandler handler, HttpLimits limits, Connection connection) {
        EventLoop loop = EventLoop.running();
        this.server = server;
        this.handler = handler;
        this.limits = limits;
        this.connection = connection;
        reader = connection.reader();
        writer = connection.writer();
        output = new Output(writer, loop);
        deadline = new Deadline(loop, this::expired);
    }

    /** Serves the connection until one side ends it. */
    @Async
    Coroutine<Void> serve() throws IOException {
        try {
            await(exchanges());
            await(finish());
        } finally {
            output.flush();
            deadline.close();
        }
        return completed();
    }

    @Async
    private Coroutine<Void> exchanges() throws IOException {
        try {
            boolean more = true;
            while (more) {
                more = await(exchange());
            }
        } catch (HttpException refused) {
            await(refuse(refused));
        }
        return completed();
    }

    /** Closes the connection, and waits until the client has taken what was sent, or has had its time for that. */
    @Async
    private Coroutine<Void> finish() throws IOException {
        output.flush();
        connection.close();
        if (writer.writeBufferSize() > 0) {
            writing = true;
            deadline.in(limits.write());
            await(connection.waitClosed());
        }
        return completed();
    }

    /** Lets a connection that waits for a request wait no longer than a time. */
    void end() {
        if (idle) {
            deadline.in(limits.linger());
        }
    }

    /** Answers one request; false if it was the last. */
    @Async
    private Coroutine<Boolean> exchange() throws IOException {
        headSent = false;
        Optional<Head> read = await(readHead());
        if (read.isEmpty()) {
            return completed(false);
        }
        Head head = read.get();
        bodyNanos = limits.body().toNanos();
        HttpRequest request = RequestRules.request(head, reader, limits, this);
        expectsContinue = RequestRules.expectsContinue(head);
        HttpResponse response = await(answer(request));
        Body body = request.body();
        boolean close = RequestRules.closes(head) || !body.isHere() || (server.isEnding() && reader.buffered() == 0);
        if (!close && !body.isEnded()) {
            await(body.readAll());
        }
        boolean last = await(respond(head, response, close));
        if (last && (!body.isEnded() || reader.buffered() > 0 || server.isEnding())) {
            await(drop());
        }
        return completed(!last);
    }

    /** Reads a head; empty at the end of the connection. */
    @Async
    private Coroutine<Optional<Head>> readHead() throws IOException {
        idle = true;
        deadline.in(server.isEnding() ? limits.linger() : limits.head());
        try {
            byte[] bytes = await(reader.readUntil(Head.END));
            while (bytes.length == Head.END.length) { // empty lines in front of a request are ignored: RFC 9112, 2.2
                bytes = await(reader.readUntil(Head.END));
            }
            deadline.clear();
            return completed(Optional.of(Head.parse(RequestRules.withoutEmptyLine(bytes), limits.fields())));
        } catch (IncompleteReadException ended) {
            return completed(Optional.empty());
        } catch (LimitOverrunException e) {
            throw new HttpException(431, "a head has at most " + limits.headBytes() + " bytes here");
        } finally {
            idle = false;
        }
    }

    @Async
    private Coroutine<HttpResponse> answer(HttpRequest request) throws IOException {
        try {
            return completed(await(handler.handle(request), Exception.class));
        } catch (HttpException refused) {
            throw refused;
        } catch (Exception e) {
            if (connection.isClosing() || reader.exception() != null) {
                throw new IOException("the client has gone", e);
            }
            EventLoop.running().callExceptionHandler(new LoopError("the handler of " + request + " failed", e));
            return completed(HttpResponse.text(500, "the server failed\n"));
        }
    }

    /** Sends a response; true if nothing can follow it. */
    @Async
    private Coroutine<Boolean> respond(Head head, HttpResponse response, boolean close) throws IOException {
        headSent = true;
        AsyncIterator<byte[]> stream = response.stream();
        boolean sendsBody = response.hasBody() && !head.first().equals("HEAD");
        if (stream == null) {
            byte[] bytes = response.bytes();
            ResponseHead.Framing framing = response.hasBody() ? ResponseHead.Framing.LENGTH : ResponseHead.Framing.NONE;
            byte[] all = ResponseHead.of(response, framing, close, sendsBody ? bytes.length : 0);
            if (sendsBody) {
                System.arraycopy(bytes, 0, all, all.length - bytes.length, bytes.length);
            }
            output.add(all);
            await(waitForRoom());
            return completed(close);
        }
        boolean chunks = !RequestRules.isOld(head);
        output.add(ResponseHead.of(
                response, chunks ? ResponseHead.Framing.CHUNKS : ResponseHead.Framing.END, close || !chunks, 0));
        try {
            while (sendsBody && await(stream.advance(), IOException.class)) {
                await(sendPart(stream.current(), chunks));
            }
        } finally {
            await(stream.close());
        }
        if (sendsBody && chunks) {
            output.add(LAST_CHUNK);
            await(waitForRoom());
        }
        return completed(close || !chunks);
    }

    @Async
    private Coroutine<Void> sendPart(byte[] part, boolean chunks) throws IOException {
        if (part.length > 0) { // an empty chunk would be the end
            if (chunks) {
                output.add((Integer.toHexString(part.length) + "\r\n").getBytes(US_ASCII));
            }
            output.add(part);
            if (chunks) {
                output.add(LINE_END);
            }
        }
        output.flush(); // the next part may take its time
        await(waitForRoom());
        return completed();
    }

    @Async
    private Coroutine<Void> waitForRoom() throws IOException {
        if (writer.writeBufferSize() > 0) {
            writing = true;
            deadline.in(limits.write());
        }
        await(writer.drain());
        if (writing) {
            writing = false;
            deadline.clear();
        }
        return completed();
    }

    @Async
    private Coroutine<Void> refuse(HttpException refused) throws IOException {
        if (headSent) {
            connection.abort(); // the client sees a body that is incomplete
            return completed();
        }
        HttpResponse response = HttpResponse.text(refused.status(), refused.getMessage() + "\n");
        output.add(ResponseHead.of(response, ResponseHead.Framing.LENGTH, true, 0));
        output.add(response.bytes());
        return drop();
    }

    /** Ends the output, and drops what the client still sends, for a while. */
    @Async
    private Coroutine<Void> drop() throws IOException {
        output.flush();
        writer.writeEof();
        readsBody = false;
        writing = false;
        deadline.in(limits.linger());
        int dropped = 0;
        for (byte[] part = await(reader.read(PART)); part.length > 0 && dropped < MOST_DROPPED; ) {
            dropped += part.length;
            part = await(reader.read(PART));
        }
        return completed();
    }

    private void expired() {
        if (!writing && ((idle && reader.buffered() > 0) || readsBody)) {
            HttpResponse response = HttpResponse.text(408, "the request took too long\n");
            output.add(ResponseHead.of(response, ResponseHead.Framing.LENGTH, true, 0));
            output.add(response.bytes());
            output.flush();
        }
        if (writing || writer.writeBufferSize() > 0) {
            connection.abort(); // a close would wait for a client that does not read
        } else {
            connection.close();
        }
    }

    @Override
    public void reads() {
        if (expectsContinue) {
            expectsContinue = false;
            output.add(CONTINUE);
        }
        readsBody = true;
        deadline.in(Duration.ofNanos(bodyNanos));
    }

    @Override
    public void came(int count) {
        bodyNanos = deadline.left() + count * (SECOND_NANOS / PART);
        readsBody = false;
        deadline.clear();
    }

    @Override
    public void ended() {
        readsBody = false;
        deadline.clear();
    }
}
