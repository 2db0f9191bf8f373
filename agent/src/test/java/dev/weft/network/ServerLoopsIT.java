package dev.weft.network;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Loops;
import dev.weft.Runner;
import dev.weft.Task;
import dev.weft.insight.Insight;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import dev.weft.net.ServerOptions;
import dev.weft.net.Streams;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose connections are served on several loops. */
class ServerLoopsIT extends NetworkTest {
    private final Set<EventLoop> served = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();
    private final AtomicInteger begun = new AtomicInteger();

    /** Runs a program beside loops, closes them, and checks that nothing is left. */
    private Loops runOver(int count, Function<Loops, AsyncCallable<Void>> main) {
        Leaks before = Leaks.now();
        Loops loops = Loops.of(count);
        EventLoop own;
        try (loops;
                Runner runner = Runner.builder().build()) {
            own = runner.loop();
            own.setExceptionHandler((where, error) -> reports.add(error));
            runner.run(async(main.apply(loops)));
        }
        before.check(own);
        loops.loops().forEach(before::check);
        assertThat(reports).isEmpty();
        return loops;
    }

    @Async
    private Coroutine<Void> echo(Connection connection) throws IOException {
        EventLoop loop = EventLoop.running();
        served.add(loop);
        byte[] line = await(connection.reader().readLine());
        while (line.length > 0) {
            assertThat(EventLoop.running()).isSameAs(loop);
            connection.writer().write(line);
            await(connection.writer().drain());
            line = await(connection.reader().readLine());
        }
        return completed();
    }

    @Async
    private Coroutine<Void> talk(Server server, int number) throws IOException {
        try (Connection connection = await(connect(server))) {
            for (int i = 0; i < 5; i++) {
                connection.writer().write(bytes("line " + number + "\n"));
                assertThat(text(await(connection.reader().readLine()))).isEqualTo("line " + number + "\n");
            }
        }
        return completed();
    }

    @Async
    private Coroutine<Void> talkAll(Server server, int count) throws IOException {
        List<Task<Void>> talks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            talks.add(createTask(() -> talk(server, number)));
        }
        for (Task<Void> each : talks) {
            await(each);
        }
        server.close();
        await(server.waitClosed());
        assertThat(server.isServing()).isFalse();
        assertThat(server.connections()).isZero();
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close())
                .isInstanceOf(ConnectException.class);
        return completed();
    }

    @Async
    private Coroutine<Void> spread(Loops loops, ServerOptions options) throws IOException {
        Server server = await(serve(this::echo, options.loops(loops)));
        assertThat(server.port()).isPositive();
        assertThat(server.addresses()).hasSize(1);
        await(talkAll(server, 100));
        return completed();
    }

    @Test
    void connections_ofAServerOverLoops_areServedOnAllOfThem() {
        Loops over = runOver(2, loops -> () -> spread(loops, ServerOptions.defaults()));
        assertThat(served).containsExactlyInAnyOrderElementsOf(over.loops());
    }

    @Test
    void connections_withALimit_areHandedOutByTheOneThatCounts() {
        Loops over =
                runOver(3, loops -> () -> spread(loops, ServerOptions.defaults().maxConnections(7)));
        assertThat(served).containsExactlyInAnyOrderElementsOf(over.loops());
    }

    @Async
    private Coroutine<Void> bound(Loops loops) throws IOException {
        ServerSocketChannel channel =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Server server = await(Streams.startServer(
                this::echo, channel, ServerOptions.defaults().loops(loops)));
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            open.add(await(connect(server)));
        }
        await(until(() -> server.connections() == 6));
        await(until(() -> served.size() == 3));
        open.forEach(Connection::close);
        await(talkAll(server, 10));
        return completed();
    }

    @Test
    void boundChannel_overLoops_isHandedOutByLoad() {
        runOver(3, loops -> () -> bound(loops));
    }

    @Async
    private Coroutine<Void> unix(Loops loops, Path path) throws IOException {
        Server server = await(Streams.startUnixServer(
                this::echo, path, ServerOptions.defaults().loops(loops)));
        Connection connection = await(Streams.openUnixConnection(path));
        connection.writer().write(bytes("over a file\n"));
        log(await(connection.reader().readLine()));
        await(close(connection, server));
        log(Files.exists(path));
        return completed();
    }

    @Test
    void unixServer_overLoops_serves(@TempDir Path directory) {
        runOver(2, loops -> () -> unix(loops, directory.resolve("s")));
        assertThat(lines).containsExactly("b'over a file\\n'", "False");
    }

    @Async
    private Coroutine<Void> waits(Connection connection) throws IOException {
        begun.incrementAndGet();
        try {
            await(connection.reader().readLine());
            ends.add("line");
        } catch (CancelledError e) {
            ends.add("cancelled");
            throw e;
        }
        return completed();
    }

    @Async
    private Coroutine<Void> shutDown(Loops loops) throws IOException {
        Server server = await(serve(this::waits, ServerOptions.defaults().loops(loops)));
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            open.add(await(connect(server)));
        }
        await(until(() -> begun.get() == 8));
        Task<Void> ending = createTask(server.shutdown(Duration.ofMillis(200)));
        open.get(0).writer().write(bytes("in time\n"));
        await(ending);
        log(server.connections(), ends.stream().filter("cancelled"::equals).count());
        open.forEach(Connection::close);
        return completed();
    }

    @Test
    void shutdown_overLoops_waitsAndCancelsThere() {
        runOver(2, loops -> () -> shutDown(loops));
        assertThat(lines).containsExactly("0 7");
        assertThat(ends).contains("line");
    }

    @Async
    private static Coroutine<Void> closing(Connection connection, Server[] server) throws IOException {
        await(connection.reader().readLine());
        server[0].close();
        return completed();
    }

    @Async
    private Coroutine<Void> closedByAHandler(Loops loops, ServerOptions options) throws IOException {
        Server[] server = new Server[1];
        server[0] = await(serve(connection -> closing(connection, server), options.loops(loops)));
        try (Connection client = await(connect(server[0]))) {
            client.writer().write(bytes("stop\n"));
            await(server[0].waitClosed());
        }
        log(server[0].isServing());
        return completed();
    }

    @Test
    void handler_onAnotherLoop_mayCloseItsServer() {
        runOver(2, loops -> () -> closedByAHandler(loops, ServerOptions.defaults()));
        runOver(
                2,
                loops -> () -> closedByAHandler(loops, ServerOptions.defaults().maxConnections(5)));
        assertThat(lines).containsExactly("False", "False");
    }

    @Async
    private Coroutine<Void> outlives(Loops loops, ServerOptions options) throws IOException {
        Server server = await(serve(this::echo, options.loops(loops)));
        Task<Void> serving = createTask(server.serveForever());
        await(sleep(Duration.ZERO));
        await(toThread(() -> {
            loops.close();
            return true;
        }));
        await(serving);
        log(server.isServing(), server.connections());
        return completed();
    }

    @Test
    void loops_thatCloseUnderTheirServer_closeIt() {
        runOver(2, loops -> () -> outlives(loops, ServerOptions.defaults()));
        runOver(2, loops -> () -> outlives(loops, ServerOptions.defaults().maxConnections(5)));
        assertThat(lines).containsExactly("False 0", "False 0");
    }

    @Async
    private Coroutine<Void> watched(Loops loops) throws IOException {
        Server server = await(serve(this::echo, ServerOptions.defaults().loops(loops)));
        createTask(server.serveForever(), "serving");
        await(sleep(Duration.ZERO));
        Insight.snapshot(EventLoop.running()).loops().get(0).tasks().stream()
                .filter(task -> task.name().equals("serving"))
                .forEach(task -> lines.add(
                        task.waitsFor().kind() + " " + task.waitsFor().what().startsWith("the end of Server on")));
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void serveForever_overLoops_isNoStandstillOfTheLoopThatWaits() {
        runOver(2, loops -> () -> watched(loops));
        assertThat(lines).containsExactly("THREAD true");
    }

    @Async
    private Coroutine<Void> clients(Loops loops) throws IOException {
        Server server = await(serve(this::waits, ServerOptions.defaults().loops(loops)));
        Connection one = await(connect(server));
        Connection other = await(connect(server));
        await(until(() -> begun.get() == 2));
        server.closeClients();
        log(await(one.reader().read(-1)).length, await(other.reader().read(-1)).length);
        server.abortClients();
        one.close();
        other.close();
        server.close();
        await(server.waitClosed());
        return completed();
    }

    @Test
    void closeClients_overLoops_closesThemAll() {
        runOver(2, loops -> () -> clients(loops));
        assertThat(lines).containsExactly("0 0");
    }

    @Async
    private Coroutine<Void> inUse(Loops loops) throws IOException {
        Server first = await(serve(this::echo));
        try {
            await(Streams.startServer(
                    this::echo, HERE, first.port(), ServerOptions.defaults().loops(loops)));
        } catch (BindException e) {
            log("in use");
        }
        first.close();
        await(first.waitClosed());
        return completed();
    }

    @Test
    void addressInUse_overLoops_isABindException() {
        runOver(2, loops -> () -> inUse(loops));
        assertThat(lines).containsExactly("in use");
    }

    @Async
    private Coroutine<Void> leaves(Loops loops) throws IOException {
        Server server = await(serve(this::waits, ServerOptions.defaults().loops(loops)));
        await(connect(server));
        await(until(() -> begun.get() == 1));
        return completed();
    }

    @Test
    void server_thatIsOpenWhenItsLoopEnds_isClosedAndItsConnectionsGoOnWhereTheyAre() {
        runOver(2, loops -> () -> leaves(loops));
        assertThat(begun).hasValue(1);
    }

    @Async
    private Coroutine<Void> outlives() throws IOException {
        Server server;
        try (Loops loops = Loops.of(2)) {
            server = await(serve(this::waits, ServerOptions.defaults().loops(loops)));
            await(connect(server));
            await(until(() -> begun.get() == 1));
        }
        await(until(() -> server.connections() == 0));
        server.close();
        await(server.waitClosed());
        await(server.shutdown(Duration.ZERO));
        await(sleep(Duration.ZERO));
        try {
            await(serve(this::waits, ServerOptions.defaults().loops(closedLoops())));
        } catch (IllegalStateException e) {
            log("closed loops");
        }
        return completed();
    }

    private static Loops closedLoops() {
        Loops loops = Loops.of(1);
        loops.close();
        return loops;
    }

    @Test
    void loops_thatCloseBeforeTheServer_endItsConnections() {
        run(this::outlives);
        assertThat(lines).containsExactly("closed loops");
        assertThat(ends).containsExactly("cancelled");
    }
}
