package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.ReturnWhen;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.net.ConnectOptions;
import dev.weft.net.Connection;
import dev.weft.net.IncompleteReadException;
import dev.weft.net.LimitOverrunException;
import dev.weft.net.Server;
import dev.weft.net.StreamReader;
import dev.weft.net.StreamWriter;
import dev.weft.net.Streams;
import dev.weft.sync.Event;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that log what their Python twins print, compared with what CPython 3.13 printed. */
class NetworkTwinIT extends NetworkTest {
    private static String line(byte[] bytes) {
        return text(bytes).replaceAll("\n$", "");
    }

    private static String bars(byte[] bytes) {
        return text(bytes).replace("\n", "|");
    }

    @Async
    private Coroutine<Void> upper(Connection connection) throws IOException {
        StreamReader reader = connection.reader();
        for (byte[] line = await(reader.readLine()); line.length > 0; line = await(reader.readLine())) {
            log("server got", line(line));
            connection.writer().write(bytes(text(line).toUpperCase(Locale.ROOT)));
            await(connection.writer().drain());
        }
        log("server end", reader.atEof());
        return completed();
    }

    @Async
    private Coroutine<Void> talk() throws IOException {
        Server server = await(serve(this::upper));
        Connection connection = await(connect(server));
        StreamReader reader = connection.reader();
        StreamWriter writer = connection.writer();
        log("connected");
        for (String word : List.of("one", "two")) {
            writer.write(bytes(word + "\n"));
            log("client got", line(await(reader.readLine())));
        }
        writer.write(bytes("three\nfour\nlast"));
        writer.writeEof();
        log("exactly", bars(await(reader.readExactly(8))));
        log("until", bars(await(reader.readUntil(bytes("R\n")))));
        log("rest", text(await(reader.read(-1))));
        log("end", await(reader.read(10)), await(reader.readLine()), reader.atEof());
        try {
            await(reader.readExactly(1));
        } catch (IncompleteReadException e) {
            log("incomplete", e.partial().length, e.expected());
        }
        try {
            writer.write(bytes("x"));
        } catch (IllegalStateException e) {
            log("write after writeEof");
        }
        writer.close();
        await(writer.waitClosed());
        log("closed", writer.isClosing());
        server.close();
        await(server.waitClosed());
        log("server closed", server.isServing());
        return completed();
    }

    @Test
    void streams_asInPython() throws Exception {
        twin("net_streams", this::talk);
    }

    @Async
    private Coroutine<Void> longLines(Connection connection) throws IOException {
        connection.writer().write(bytes("x".repeat(40) + "\nshort\n" + "y".repeat(40) + ";" + "z".repeat(5) + ";end"));
        connection.writer().writeEof();
        await(connection.reader().read(-1));
        return completed();
    }

    @Async
    private Coroutine<Void> limits() throws IOException {
        Server server = await(serve(this::longLines));
        Connection connection = await(Streams.openConnection(
                HERE, server.port(), ConnectOptions.defaults().limit(16)));
        StreamReader reader = connection.reader();
        await(until(() -> reader.buffered() >= 30));
        try {
            await(reader.readLine());
        } catch (LimitOverrunException e) {
            log("line too long");
        }
        log("next", line(await(reader.readLine())));
        try {
            await(reader.readUntil(bytes(";")));
        } catch (LimitOverrunException e) {
            log("overrun", e.consumed());
            log("skipped", await(reader.readExactly(e.consumed())).length);
        }
        log("separator", await(reader.readUntil(bytes(";"))));
        log("until", await(reader.readUntil(bytes(";"))));
        try {
            await(reader.readUntil(bytes(";")));
        } catch (IncompleteReadException e) {
            log("incomplete", e.partial(), e.expected() == -1 ? "None" : e.expected());
        }
        log("big", await(reader.read(-1)).length);
        await(close(connection, server));
        return completed();
    }

    @Test
    void limits_asInPython() throws Exception {
        twin("net_limits", this::limits);
    }

    @Async
    private Coroutine<Void> readWhenTold(Connection connection, Event go) throws IOException {
        await(go.waitUntilSet());
        log("server read", await(connection.reader().read(-1)).length);
        return completed();
    }

    @Async
    private Coroutine<Void> drain(StreamWriter writer, int number) throws IOException {
        await(writer.drain());
        log("drained", number);
        return completed();
    }

    @Async
    private Coroutine<Void> backPressure() throws IOException {
        Event go = new Event();
        Server server = await(serve(connection -> readWhenTold(connection, go)));
        Connection connection = await(connect(server));
        StreamWriter writer = connection.writer();
        writer.write(new byte[1 << 24]);
        log("pending", writer.writeBufferSize() > 65536);
        List<Task<Void>> waiting = List.of(
                createTask(() -> drain(writer, 0)),
                createTask(() -> drain(writer, 1)),
                createTask(() -> drain(writer, 2)));
        await(yieldNow());
        log("waiting", waiting.stream().filter(task -> !task.isDone()).count());
        go.set();
        await(gather(waiting));
        log("below", writer.writeBufferSize() <= 16384);
        writer.writeEof();
        log("end", await(connection.reader().read(-1)));
        await(close(connection, server));
        return completed();
    }

    @Test
    void backPressure_asInPython() throws Exception {
        twin("net_backpressure", this::backPressure);
    }

    @Async
    private Coroutine<Void> abortAfterAByte(Connection connection) throws IOException {
        await(connection.reader().readExactly(1));
        connection.abort();
        return completed();
    }

    @Async
    private Coroutine<Void> readLost(StreamReader reader) throws IOException {
        try {
            await(reader.readLine());
        } catch (SocketException e) {
            log("lost");
        }
        return completed();
    }

    @Async
    private Coroutine<Void> lost() throws IOException {
        Server server = await(serve(this::abortAfterAByte));
        Connection connection = await(connect(server));
        StreamReader reader = connection.reader();
        StreamWriter writer = connection.writer();
        Task<Void> waiting = createTask(() -> readLost(reader));
        await(yieldNow());
        writer.write(bytes("x"));
        await(waiting);
        try {
            await(reader.read(10));
        } catch (SocketException e) {
            log("again");
        }
        log("exception", reader.exception() != null, writer.isClosing());
        writer.write(bytes("y"));
        try {
            await(writer.drain());
        } catch (SocketException e) {
            log("drain");
        }
        try {
            await(writer.waitClosed());
        } catch (SocketException e) {
            log("wait_closed");
        }
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void lostConnection_asInPython() throws Exception {
        twin("net_lost", this::lost);
    }

    @Async
    private Coroutine<Void> sayBye(Connection connection) throws IOException {
        StreamReader reader = connection.reader();
        StreamWriter writer = connection.writer();
        log("handler", await(reader.read(1)));
        writer.write(bytes("bye"));
        writer.close();
        log("handler closing", writer.isClosing());
        await(writer.waitClosed());
        log("handler closed");
        try {
            await(writer.drain());
        } catch (SocketException e) {
            log("drain after close");
        }
        log("handler read", await(reader.read(1)), reader.atEof());
        return completed();
    }

    @Async
    private Coroutine<Void> closeOrder() throws IOException {
        Server server = await(serve(this::sayBye));
        Connection connection = await(connect(server));
        StreamWriter writer = connection.writer();
        writer.write(bytes("hi"));
        await(writer.drain());
        log("client", await(connection.reader().read(-1)));
        writer.close();
        writer.close();
        writer.write(bytes("dropped"));
        await(writer.waitClosed());
        await(writer.waitClosed());
        log("client closed", connection.reader().atEof());
        server.close();
        server.close();
        await(server.waitClosed());
        log("server closed");
        return completed();
    }

    @Test
    void closeOrder_asInPython() throws Exception {
        twin("net_close_order", this::closeOrder);
    }

    @Async
    private Coroutine<Void> sendWhenTold(Connection connection, Event go) throws IOException {
        await(go.waitUntilSet());
        connection.writer().write(bytes("abc\n"));
        await(connection.reader().read(-1));
        return completed();
    }

    @Async
    private Coroutine<Void> cancels() throws IOException {
        Event go = new Event();
        Server server = await(serve(connection -> sendWhenTold(connection, go)));
        Connection connection = await(connect(server));
        StreamReader reader = connection.reader();
        Task<byte[]> task = createTask(() -> reader.readLine());
        await(yieldNow());
        task.cancel();
        try {
            await(task);
        } catch (CancelledError e) {
            log("cancelled");
        }
        try {
            await(waitFor(reader.readExactly(4), Duration.ofMillis(10)));
        } catch (TimeoutException e) {
            log("timeout");
        }
        Task<byte[]> first = createTask(() -> reader.readLine());
        await(yieldNow());
        try {
            await(reader.readLine());
        } catch (IllegalStateException e) {
            log("second reader");
        }
        go.set();
        log("first", await(first));
        connection.writer().writeEof();
        log("end", await(reader.read(-1)));
        await(close(connection, server));
        return completed();
    }

    @Test
    void cancel_asInPython() throws Exception {
        twin("net_cancel", this::cancels);
    }

    @Async
    private Coroutine<Void> asTold(Connection connection) throws IOException {
        String kind = line(await(connection.reader().readLine()));
        if (kind.equals("fail")) {
            throw new IllegalArgumentException("boom");
        }
        if (kind.equals("cancel")) {
            currentTask().cancel();
            await(yieldNow());
        }
        connection.writer().write(bytes("served\n"));
        return completed();
    }

    @Async
    private Coroutine<Void> handlerErrors() throws IOException {
        dev.weft.EventLoop.running()
                .setExceptionHandler(
                        (loop, error) -> log("reported", error.exception().getMessage()));
        Server server = await(serve(this::asTold));
        for (String kind : List.of("fail", "cancel", "serve")) {
            Connection connection = await(connect(server));
            connection.writer().write(bytes(kind + "\n"));
            log(kind, await(connection.reader().read(-1)));
            connection.close();
            await(connection.waitClosed());
        }
        server.close();
        await(server.waitClosed());
        log("done");
        return completed();
    }

    @Test
    void handlerErrors_asInPython() throws Exception {
        twin("net_handler_errors", this::handlerErrors);
    }

    @Async
    private Coroutine<Void> readAll(Connection connection) throws IOException {
        log("handler reads", await(connection.reader().read(-1)));
        return completed();
    }

    @Async
    private Coroutine<Void> serveForEver(Server server) {
        try {
            await(server.serveForever());
        } catch (CancelledError e) {
            log("cancelled");
            throw e;
        }
        return completed();
    }

    @Async
    private Coroutine<Void> serverClose() throws IOException {
        Server server = await(serve(this::readAll));
        int port = server.port();
        Task<Void> forever = createTask(() -> serveForEver(server));
        Connection connection = await(connect(server));
        connection.writer().write(bytes("kept"));
        await(connection.writer().drain());
        await(sleep(Duration.ofMillis(50)));
        forever.cancel();
        await(yieldNow());
        await(yieldNow());
        log("serving", server.isServing());
        try {
            await(Streams.openConnection(HERE, port));
        } catch (ConnectException e) {
            log("refused");
        }
        connection.writer().writeEof();
        log("client reads", await(connection.reader().read(-1)));
        connection.close();
        await(Weft.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(forever)));
        log("done");
        return completed();
    }

    @Test
    void serverClose_asInPython() throws Exception {
        twin("net_server_close", this::serverClose);
    }

    @Async
    private Coroutine<Void> reverse(Connection connection) throws IOException {
        String line = text(await(connection.reader().readLine()));
        connection.writer().write(bytes(new StringBuilder(line).reverse().toString()));
        return completed();
    }

    @Async
    private Coroutine<Void> unix(Path path) throws IOException {
        Server server = await(Streams.startUnixServer(this::reverse, path));
        log("file", Files.exists(path));
        Connection connection = await(Streams.openUnixConnection(path));
        connection.writer().write(bytes("abc\n"));
        log("client", await(connection.reader().read(-1)));
        await(close(connection, server));
        log("file", Files.exists(path));
        try {
            await(Streams.openUnixConnection(path));
        } catch (SocketException e) {
            log("no server");
        }
        return completed();
    }

    @Test
    void unixSockets_asInPython(@TempDir Path directory) throws Exception {
        twin("net_unix", () -> unix(directory.resolve("s")));
    }
}
