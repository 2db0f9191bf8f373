package dev.weft.network;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.Connection;
import dev.weft.net.TlsOptions;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Fault 38: records in pieces, and engines that want more room. All in memory, on a virtual clock. */
class TlsRecordsIT extends TlsTest {
    private static final int LENGTH = 60;

    /** A client and a server with a relay between, which passes on as much at a time as it is told. */
    private record Relayed(Connection client, Connection server, Connection left, Connection right) {
        static Relayed open() {
            Connection.Pair left = Connection.memoryPair();
            Connection.Pair right = Connection.memoryPair();
            return new Relayed(left.client(), right.server(), left.server(), right.client());
        }

        void close() {
            client.abort();
            server.abort();
            left.abort();
            right.abort();
        }
    }

    /** Passes bytes on in pieces: the size of each one is asked of {@code pieces}, by the number of bytes that are there. */
    @Async
    private static Coroutine<Void> relay(Connection from, Connection to, IntUnaryOperator pieces) throws IOException {
        byte[] bytes = await(from.reader().read(1 << 16));
        while (bytes.length > 0) {
            int at = 0;
            while (at < bytes.length) {
                int count = Math.min(bytes.length - at, Math.max(1, pieces.applyAsInt(bytes.length - at)));
                to.writer().write(Arrays.copyOfRange(bytes, at, at + count));
                at += count;
                await(yieldNow());
                await(yieldNow());
            }
            bytes = await(from.reader().read(1 << 16));
        }
        to.writer().writeEof();
        return completed();
    }

    @Async
    private static Coroutine<Void> secure(Relayed relayed, TlsOptions server) throws IOException {
        Task<Void> accepting = createTask(() -> relayed.server().startTls(server));
        await(relayed.client().startTls(clientTls().serverHostname("localhost")));
        await(accepting);
        return completed();
    }

    @Async
    private static Coroutine<Void> echoAll(Connection connection) throws IOException {
        byte[] bytes = await(connection.reader().read(1 << 15));
        while (bytes.length > 0) {
            connection.writer().write(bytes);
            await(connection.writer().drain());
            bytes = await(connection.reader().read(1 << 15));
        }
        connection.close();
        return completed();
    }

    /** Sends lines of all kinds of lengths through TLS in pieces, and both closes. */
    @Async
    private Coroutine<Void> conversation(String version, IntUnaryOperator pieces, int... lengths) throws IOException {
        Relayed relayed = Relayed.open();
        createTask(() -> relay(relayed.left(), relayed.right(), pieces));
        createTask(() -> relay(relayed.right(), relayed.left(), pieces));
        await(secure(relayed, only(serverTls(), version)));
        Task<Void> echoing = createTask(() -> echoAll(relayed.server()));
        Random random = new Random(7);
        for (int length : lengths) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            relayed.client().writer().write(bytes);
            if (!Arrays.equals(await(relayed.client().reader().readExactly(length)), bytes)) {
                log("differs", length);
            }
        }
        relayed.client().close();
        await(relayed.client().waitClosed());
        await(echoing);
        await(relayed.server().waitClosed());
        relayed.close();
        log("done");
        return completed();
    }

    private void inMemory(dev.weft.AsyncCallable<Void> program) {
        try (TestLoop loop = new TestLoop()) {
            loop.run(async(program));
        }
    }

    @Test
    void conversation_byteByByte_isTheSame() {
        for (String version : VERSIONS) {
            inMemory(() -> conversation(version, left -> 1, 1, 100, 3000));
        }
        assertThat(lines).containsExactly("done", "done");
    }

    @Test
    void conversation_inPiecesOfAllSizes_isTheSame() {
        Random random = new Random(42);
        for (String version : VERSIONS) {
            inMemory(() -> conversation(
                    version, left -> 1 + random.nextInt(20_000), 1, 16_383, 16_384, 16_385, 40_000, 200_000, 3));
            inMemory(() -> conversation(version, left -> left, 16_384, 32_768, 100_000));
        }
        assertThat(lines).hasSize(4).containsOnly("done");
    }

    /** Splits one record and the close_notify behind it at a place, in a session that goes on for all places. */
    @Async
    private Coroutine<Void> eachBoundary(String version) throws IOException {
        int[] split = {Integer.MAX_VALUE};
        Relayed relayed = Relayed.open();
        createTask(() -> relay(relayed.left(), relayed.right(), left -> split[0]));
        createTask(() -> relay(relayed.right(), relayed.left(), left -> left));
        await(secure(relayed, only(serverTls(), version)));
        Task<Void> echoing = createTask(() -> echo(relayed.server()));
        byte[] line = bytes("y".repeat(LENGTH - 1) + "\n");
        int same = 0;
        for (int place = 1; place < LENGTH + 40; place++) {
            split[0] = place;
            relayed.client().writer().write(line);
            same += Arrays.equals(await(relayed.client().reader().readLine()), line) ? 1 : 0;
        }
        log("same", same);
        relayed.client().close();
        await(echoing);
        relayed.close();
        return completed();
    }

    @Test
    void record_splitAtEachBoundary_isTheSame() {
        for (String version : VERSIONS) {
            inMemory(() -> eachBoundary(version));
        }
        assertThat(lines).containsExactly("same " + (LENGTH + 39), "same " + (LENGTH + 39));
    }

    // engines

    @Async
    private Coroutine<Void> odd(int room, boolean insists, List<OddEngine> engines) throws IOException {
        TlsOptions server = TlsOptions.of(OddEngine.context(Certificates.context("server"), room, insists, engines));
        TlsOptions client =
                TlsOptions.of(OddEngine.context(Certificates.context(null, "server"), room, insists, engines));
        Connection.Pair pair = await(pair(client, server));
        Task<Void> echoing = createTask(() -> echo(pair.server()));
        byte[] line = bytes("z".repeat(60_000) + "\n");
        for (int i = 0; i < 10; i++) {
            pair.client().writer().write(line);
            if (!Arrays.equals(await(pair.client().reader().readLine()), line)) {
                log("differs");
            }
        }
        pair.client().close();
        await(echoing);
        pair.server().close();
        await(pair.client().waitClosed());
        await(pair.server().waitClosed());
        log("done");
        return completed();
    }

    @Test
    void engine_thatWantsMoreRoomThanItSaid_getsIt() {
        inMemory(() -> odd(100_000, false, new ArrayList<>()));
        assertThat(lines).containsExactly("done");
    }

    @Test
    void engine_thatAsksForWrapsInVain_isNotWrappedForEver() {
        List<OddEngine> engines = new ArrayList<>();
        inMemory(() -> odd(20_000, true, engines));
        assertThat(lines).containsExactly("done");
        assertThat(engines).hasSize(2).allMatch(engine -> engine.vain > 0 && engine.vain < 1000);
    }
}
