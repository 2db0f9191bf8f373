package dev.weft.benchmarks.network;

import dev.weft.benchmarks.process.CPython;
import dev.weft.benchmarks.process.Jvm;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The measurement of one work: all servers are started and warmed up, and then measured in turn, every other round in reverse
 * order. A server that is not measured has no connection, and so takes nothing.
 */
final class NetworkMeasurement implements AutoCloseable {
    private final Work work;
    private final Dialer dialer;
    private final NetworkEffort effort;
    private final List<RunningPeer> servers = new ArrayList<>();

    /** Starts the servers that this machine and this JDK can run. */
    NetworkMeasurement(ServerSetting setting, List<Peer> peers, Jvm jvm, NetworkEffort effort, Path directory)
            throws IOException, InterruptedException {
        work = setting.work();
        dialer = Dialer.of(setting);
        this.effort = effort;
        for (Peer peer : peers) {
            if (isHere(peer, jvm)) {
                servers.add(RunningPeer.start(peer, jvm, setting, directory));
            }
        }
        for (RunningPeer server : servers) {
            warmUp(server);
        }
    }

    private static boolean isHere(Peer peer, Jvm jvm) throws InterruptedException {
        boolean here = switch (peer) {
            case VIRTUAL_THREADS -> jvm.hasVirtualThreads();
            case ASYNCIO -> CPython.isInstalled();
            case NETTY_EPOLL -> Epoll.isAvailable();
            default -> true;
        };
        if (!here) {
            System.err.println("left out, because it is not here: " + peer.title);
        }
        return here;
    }

    private void warmUp(RunningPeer server) throws IOException {
        for (int pipeline : work == Work.HTTP ? new int[] {1, 16} : new int[] {1}) {
            try (var generator = new Generator(work, dialer, server.port(), 64, pipeline)) {
                generator.run(effort.warmUpSeconds());
            }
        }
    }

    /** Measures a row at full load, or at a rate if that is not 0. */
    Map<Peer, Samples> measure(int connections, int pipeline, double rate) throws IOException {
        var samples = new EnumMap<Peer, Samples>(Peer.class);
        for (int round = 0; round < effort.rounds(); round++) {
            for (int i = 0; i < servers.size(); i++) {
                RunningPeer server = servers.get(round % 2 == 0 ? i : servers.size() - 1 - i);
                samples.computeIfAbsent(server.peer(), peer -> new Samples())
                        .add(sample(server, connections, pipeline, rate));
            }
        }
        return samples;
    }

    private Samples.Sample sample(RunningPeer server, int connections, int pipeline, double rate) throws IOException {
        try (var generator = new Generator(work, dialer, server.port(), connections, pipeline)) {
            generator.run(effort.seconds() / 5); // the connections become known to both sides
            RunningPeer.Use before = server.use();
            Generator.Figures figures =
                    rate == 0 ? generator.run(effort.seconds()) : generator.run(effort.seconds(), rate);
            return new Samples.Sample(figures, server.use().since(before));
        }
    }

    /** Returns the port of a server. */
    int port(Peer peer) {
        return servers.stream()
                .filter(server -> server.peer() == peer)
                .findFirst()
                .orElseThrow()
                .port();
    }

    @Override
    public void close() throws IOException {
        for (RunningPeer server : servers) {
            server.close();
        }
    }
}
