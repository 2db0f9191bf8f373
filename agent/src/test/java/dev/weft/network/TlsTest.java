package dev.weft.network;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.net.ConnectOptions;
import dev.weft.net.Connection;
import dev.weft.net.ConnectionHandler;
import dev.weft.net.Server;
import dev.weft.net.ServerOptions;
import dev.weft.net.Streams;
import dev.weft.net.TlsOptions;
import java.io.IOException;
import java.util.List;

/** Programs that speak TLS, with certificates of their own. */
abstract class TlsTest extends NetworkTest {
    static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    static TlsOptions serverTls() {
        return TlsOptions.of(Certificates.context("server", "client"));
    }

    static TlsOptions clientTls() {
        return TlsOptions.of(Certificates.context(null, "server"));
    }

    /** Returns options that speak one version only. */
    static TlsOptions only(TlsOptions tls, String version) {
        return tls.parameters(parameters -> parameters.setProtocols(new String[] {version}));
    }

    static Coroutine<Server> serveTls(ConnectionHandler handler, TlsOptions tls) throws IOException {
        return serve(handler, ServerOptions.defaults().tls(tls));
    }

    static Coroutine<Connection> connectTls(Server server, TlsOptions tls) throws IOException {
        return Streams.openConnection(
                HERE, server.port(), ConnectOptions.defaults().tls(tls));
    }

    /** Puts both sides of a pair in memory under TLS. */
    @Async
    static Coroutine<Connection.Pair> pair(TlsOptions client, TlsOptions server) throws IOException {
        Connection.Pair pair = Connection.memoryPair();
        Task<Void> accepting = Weft.createTask(() -> pair.server().startTls(server));
        Weft.await(pair.client().startTls(client.serverHostname("localhost")));
        Weft.await(accepting);
        return Weft.completed(pair);
    }

    @Async
    static Coroutine<Void> echo(Connection connection) throws IOException {
        byte[] line = Weft.await(connection.reader().readLine());
        while (line.length > 0) {
            connection.writer().write(line);
            Weft.await(connection.writer().drain());
            line = Weft.await(connection.reader().readLine());
        }
        return Weft.completed();
    }
}
