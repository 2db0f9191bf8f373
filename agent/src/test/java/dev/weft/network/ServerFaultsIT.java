package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.currentTask;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.ServerOptions;
import dev.weft.net.Streams;
import dev.weft.sync.Event;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults 8 to 13, and 33: what a server meets. */
class ServerFaultsIT extends NetworkTest {
    @Async
    private static Coroutine<Void> echoLine(Connection connection) throws IOException {
        byte[] line = await(connection.reader().readLine());
        connection.writer().write(line);
        return completed();
    }

    @Async
    private static Coroutine<byte[]> ask(int port, String question) throws IOException {
        Connection connection = await(Streams.openConnection(HERE, port));
        connection.writer().write(bytes(question + "\n"));
        byte[] answer = await(connection.reader().read(-1));
        connection.close();
        await(connection.waitClosed());
        return completed(answer);
    }

    @Async
    private static Coroutine<Void> end(Server server) {
        server.close();
        await(server.waitClosed());
        return completed();
    }

    // 8

    private static List<FileInputStream> useUpDescriptors() {
        List<FileInputStream> taken = new ArrayList<>();
        try {
            while (true) {
                taken.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException full) {
            return taken;
        }
    }

    @Async
    private Coroutine<Void> withoutDescriptors(Server server) throws IOException {
        List<FileInputStream> taken = useUpDescriptors();
        Socket waiting;
        try {
            taken.remove(taken.size() - 1).close();
            waiting = new Socket(InetAddress.getLoopbackAddress(), server.port());
            await(until(() -> !reports.isEmpty()));
            for (int i = 0; i < 100; i++) {
                await(yieldNow());
            }
        } finally {
            for (FileInputStream each : taken) {
                each.close();
            }
        }
        log("reports", reports.size(), reports.get(0).message().contains("cannot accept"));
        waiting.getOutputStream().write(bytes("late\n"));
        await(until(() -> server.connections() == 1)); // after a second
        await(until(() -> server.connections() == 0));
        log(text(waiting.getInputStream().readAllBytes()).trim());
        waiting.close();
        return completed();
    }

    @Async
    private Coroutine<Void> fullTable() throws IOException {
        Server server = await(serve(connection -> echoLine(connection)));
        log(text(await(ask(server.port(), "early"))).trim()); // also: all classes are loaded
        log("connect", await(connectFails(server)));
        await(withoutDescriptors(server));
        log(text(await(ask(server.port(), "again"))).trim());
        await(end(server));
        return completed();
    }

    // 6

    @Async
    private static Coroutine<Boolean> connectFails(Server server) {
        List<FileInputStream> taken = useUpDescriptors();
        boolean failed = false;
        try {
            await(Streams.openConnection(HERE, server.port()), IOException.class);
        } catch (IOException e) {
            failed = true;
        }
        try {
            for (FileInputStream each : taken) {
                each.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return completed(failed);
    }

    @Test
    void process_withoutDescriptors_connectsAndAcceptsAgainWhenThereAreSome() {
        run(this::fullTable);
        assertThat(lines).containsExactly("early", "connect True", "reports 1 True", "late", "again");
    }

    // 9

    @Async
    private Coroutine<Void> goneBeforeAccept() throws IOException {
        Server server = await(serve(connection -> echoLine(connection)));
        for (int i = 0; i < 10; i++) {
            Socket gone = new Socket(InetAddress.getLoopbackAddress(), server.port());
            gone.setSoLinger(true, 0);
            gone.close();
        }
        log(text(await(ask(server.port(), "here"))).trim());
        await(end(server));
        return completed();
    }

    @Test
    void clients_thatAreGoneBeforeTheyAreAccepted_doNoHarm() {
        run(this::goneBeforeAccept);
        assertThat(lines).containsExactly("here");
    }

    // 10

    @Async
    private Coroutine<Void> burst(int clients, ServerOptions options) throws IOException {
        int[] most = {0};
        Server[] server = {null};
        server[0] = await(serve(
                connection -> {
                    most[0] = Math.max(most[0], server[0].connections());
                    return echoLine(connection);
                },
                options));
        List<Task<byte[]>> asking = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            asking.add(createTask(ask(server[0].port(), "q")));
        }
        int answered = 0;
        for (Task<byte[]> each : asking) {
            answered += text(await(each)).equals("q\n") ? 1 : 0;
        }
        log(answered, most[0] <= 10);
        await(end(server[0]));
        return completed();
    }

    @Test
    void burst_ofManyClients_isServed() {
        int many = manyConnections();
        run(() -> burst(many, ServerOptions.defaults().backlog(1000))); // smaller than the burst
        assertThat(lines.get(0)).startsWith(String.valueOf(many));
    }

    @Test
    void burst_atAServerThatTakesTen_isServedTenAtATime() {
        run(() -> burst(100, ServerOptions.defaults().maxConnections(10)));
        assertThat(lines).containsExactly("100 True");
    }

    // 11

    @SuppressWarnings("InfiniteRecursion") // the overflow is what is wanted
    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    @Async
    private Coroutine<Void> variant(Connection connection) throws IOException {
        String kind = text(await(connection.reader().readLine())).trim();
        switch (kind) {
            case "throw" -> throw new IllegalStateException("thrown");
            case "overflow" -> recurse(0);
            case "cancel" -> currentTask().cancel();
            case "close" -> {
                connection.close();
                await(connection.waitClosed());
                log("goes on");
            }
            case "shutdown" -> connection.writer().writeEof();
            default -> connection.writer().write(bytes("fine"));
        }
        await(yieldNow());
        return completed();
    }

    @Async
    private Coroutine<Void> variants() throws IOException {
        Server server = await(serve(this::variant));
        for (String kind : List.of("throw", "overflow", "cancel", "close", "shutdown", "return")) {
            log(kind, text(await(ask(server.port(), kind))));
        }
        log("reports", reports.size());
        await(end(server));
        return completed();
    }

    @Test
    void handlers_howeverTheyEnd_closeTheirConnectionAndHarmNoOther() {
        run(this::variants);
        assertThat(lines)
                .containsExactlyInAnyOrder(
                        "throw ", "overflow ", "cancel ", "goes on", "close ", "shutdown ", "return fine", "reports 2");
    }

    @Async
    private Coroutine<Void> throwsAtOnce() throws IOException {
        Server server = await(serve(connection -> {
            throw new IOException("at once");
        }));
        log(text(await(ask(server.port(), "q"))), reports.size());
        await(end(server));
        return completed();
    }

    @Test
    void handler_thatThrowsAtOnce_isReported() {
        run(this::throwsAtOnce);
        assertThat(lines).containsExactly(" 1");
    }

    // 12

    @Async
    private Coroutine<Void> closedBeforeTheHandler() throws IOException {
        Server server = await(serve(connection -> {
            log("handler");
            return completed();
        }));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            await(until(() -> server.connections() == 1));
            server.close();
            await(server.waitClosed());
            log(client.getInputStream().read());
        }
        return completed();
    }

    @Test
    void connection_whoseHandlerHasNotBegunWhenTheServerCloses_isClosed() {
        run(this::closedBeforeTheHandler);
        assertThat(lines).containsExactly("-1");
    }

    // 13

    @Async
    private Coroutine<Void> shutDownFrom(Connection connection, Server server) throws IOException {
        await(connection.reader().readLine());
        await(server.shutdown(Duration.ofSeconds(60)));
        log("down");
        connection.writer().write(bytes("bye"));
        return completed();
    }

    @Async
    private Coroutine<Void> shutDownFromInside() throws IOException {
        Server[] server = {null};
        server[0] = await(serve(connection -> shutDownFrom(connection, server[0])));
        log(text(await(ask(server[0].port(), "stop"))));
        await(server[0].waitClosed());
        return completed();
    }

    @Test
    void shutdown_fromAHandler_doesNotWaitForItself() {
        run(this::shutDownFromInside);
        assertThat(lines).containsExactly("down", "bye");
    }

    @Async
    private Coroutine<Void> waitWithCleanup(String name, Event never) {
        try {
            await(never.waitUntilSet());
        } catch (CancelledError e) {
            await(yieldNow());
            log(name, "cleaned up");
            throw e;
        }
        return completed();
    }

    @Async
    private Coroutine<Void> shutDownWithGrace() throws IOException {
        Event never = new Event();
        Server server = await(serve(connection -> waitWithCleanup("handler", never)));
        Connection connection = await(connect(server));
        await(until(() -> server.connections() == 1));
        for (int i = 0; i < 10; i++) {
            await(yieldNow());
        }
        await(server.shutdown(Duration.ofMillis(10)));
        log("down", server.connections());
        connection.close();
        return completed();
    }

    @Test
    void shutdown_afterTheGrace_cancelsTheHandlers() {
        run(this::shutDownWithGrace);
        assertThat(lines).containsExactly("handler cleaned up", "down 0");
    }

    // 33

    @Async
    private Coroutine<Void> leaveAllOpen() throws IOException {
        Event never = new Event();
        int[] number = {0};
        Server server = await(serve(connection -> waitWithCleanup("handler " + number[0]++, never)));
        for (int i = 0; i < 3; i++) {
            Connection connection = await(connect(server));
            connection.writer().write(new byte[1 << 22]);
        }
        await(until(() -> number[0] == 3));
        Connection.memoryPair().client().writer().write(bytes("x"));
        return completed();
    }

    @Test
    void run_thatEndsWithEverythingOpen_cancelsHandlersInOrderAndClosesAll() {
        run(this::leaveAllOpen);
        assertThat(lines).containsExactly("handler 0 cleaned up", "handler 1 cleaned up", "handler 2 cleaned up");
    }
}
