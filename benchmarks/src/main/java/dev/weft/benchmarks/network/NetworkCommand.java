package dev.weft.benchmarks.network;

import dev.weft.benchmarks.process.Directories;
import dev.weft.benchmarks.process.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that measures servers in processes of their own. */
@Command(
        name = "network",
        description = "Measures servers, Weft's and its peers', under one load generator: P16, P24 and fairness.")
public final class NetworkCommand implements Callable<Integer> {
    private static final int MISSED = 1;
    private static final List<Peer> ALL =
            List.of(Peer.WEFT, Peer.NETTY_NIO, Peer.NETTY_EPOLL, Peer.VIRTUAL_THREADS, Peer.SELECTOR, Peer.ASYNCIO);
    private static final List<Peer> WITH_BACKEND = List.of(Peer.WEFT, Peer.NETTY_NIO, Peer.VIRTUAL_THREADS);
    private static final List<Peer> WITH_TLS = List.of(Peer.WEFT, Peer.NETTY_NIO, Peer.VIRTUAL_THREADS);
    private static final List<Peer> ON_LOOPS = List.of(Peer.WEFT, Peer.WEFT_ONE_LOOP);
    private static final Set<String> ROWS = Set.of("echo", "http", "tls", "loops", "backend", "fairness");
    private static final int MOST_WITH_TLS = 64; // a handshake takes a millisecond
    private static final int QUIET = 99;
    private static final double QUIET_RATE = 1000; // requests a second of all quiet ones
    private static final double RATE_BESIDE_A_HOG =
            300; // an answer takes 150 ms, and each connection waits for its own

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--rows", split = ",", description = "of echo,http,tls,loops,backend,fairness (all)")
    private Set<String> rows = ROWS;

    @Option(names = "--peers", split = ",", description = "only these, such as WEFT,NETTY_NIO")
    private Set<Peer> peers = Set.of();

    @Option(names = "--connections", split = ",", description = "for echo, http and tls (1,64,1000)")
    private List<Integer> connections = List.of(1, 64, 1000);

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "of each server (${DEFAULT-VALUE})")
    private double warmUp = 5;

    @Option(names = "--seconds", description = "of each sample (${DEFAULT-VALUE})")
    private double seconds = 2;

    @Option(names = "--rounds", description = "samples of each figure (${DEFAULT-VALUE})")
    private int rounds = 5;

    @Option(names = "--rate", description = "requests a second of P24's second part (${DEFAULT-VALUE})")
    private double rate = 4000;

    @Option(names = "--jdk", paramLabel = "HOME", description = "the JDK of the servers, if not the one that runs this")
    private Path jdk = Jvm.own().home();

    @Option(names = "--out", paramLabel = "DIR", description = "writes network.md and network.csv there")
    private Path out = Path.of("benchmark-results");

    @Option(names = "--enforce", description = "fails if a target is missed")
    private boolean enforce;

    private final NetworkReport report = new NetworkReport();

    @SuppressWarnings("NullAway.Init") // before anything is measured
    private ServerKey key;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!ROWS.containsAll(rows)) {
            throw new ParameterException(spec.commandLine(), "no such row: " + rows);
        }
        Path directory = Files.createTempDirectory("weft-network");
        try {
            key = ServerKey.make(directory, Jvm.own());
            measure(directory);
        } finally {
            Directories.delete(directory);
        }
        System.out.println(report.text());
        Files.createDirectories(out);
        Files.writeString(out.resolve("network.md"), report.text());
        Files.writeString(out.resolve("network.csv"), report.csv());
        return report.isMet() || !enforce ? 0 : MISSED;
    }

    private void measure(Path directory) throws IOException, InterruptedException {
        Processors.move(Integer.toString(Processors.GENERATOR));
        for (Work work : List.of(Work.ECHO, Work.HTTP)) {
            if (rows.contains(work == Work.ECHO ? "echo" : "http")) {
                measureAlone(work, directory);
            }
        }
        if (rows.contains("tls")) {
            measureTls(directory);
        }
        if (rows.contains("fairness")) {
            measureFairness(directory);
        }
        Processors.move(Processors.SERVER + "," + Processors.GENERATOR);
        if (rows.contains("loops")) {
            measureLoops(directory);
        }
        if (rows.contains("backend")) {
            measureWithBackend(directory);
        }
    }

    private NetworkMeasurement start(Work work, List<Peer> all, int backend, Path directory)
            throws IOException, InterruptedException {
        List<Peer> chosen =
                peers.isEmpty() ? all : all.stream().filter(peers::contains).toList();
        var effort = new NetworkEffort(warmUp, seconds, rounds);
        return new NetworkMeasurement(new ServerSetting(work, backend, key), chosen, new Jvm(jdk), effort, directory);
    }

    private void measureAlone(Work work, Path directory) throws IOException, InterruptedException {
        Map<Peer, Double> targets = new EnumMap<>(Peer.class);
        for (Peer peer : ALL) {
            peer.target().ifPresent(target -> targets.put(peer, target));
        }
        try (var measurement = start(work, ALL, 0, directory)) {
            for (int count : connections) {
                if (work == Work.ECHO) {
                    report.add("P16 echo, " + count, measurement.measure(count, 1, 0), targets);
                } else if (count > 1) {
                    for (int pipeline : new int[] {1, 16}) {
                        String row = "P16 HTTP, " + count + ", pipelined " + pipeline;
                        report.add(row, measurement.measure(count, pipeline, 0), targets);
                    }
                }
            }
        }
    }

    private void measureTls(Path directory) throws IOException, InterruptedException {
        try (var measurement = start(Work.TLS, WITH_TLS, 0, directory)) {
            for (int count : connections) {
                if (count <= MOST_WITH_TLS) {
                    var samples = measurement.measure(count, 1, 0);
                    report.add("P16 TLS echo, " + count, samples, Map.of(Peer.NETTY_NIO, 1.0));
                    String row = "P16 TLS echo, " + count + ", processor";
                    report.addRatio(row, samples, Samples.Sample::processorMicros, Map.of());
                }
            }
        }
    }

    /** Measures two loops beside one, where the work takes the server much longer than the generator. */
    private void measureLoops(Path directory) throws IOException, InterruptedException {
        try (var measurement = start(Work.DIGEST, ON_LOOPS, 0, directory)) {
            report.add("P16 digest, 64, two loops", measurement.measure(64, 1, 0), Map.of(Peer.WEFT_ONE_LOOP, 1.7));
        }
    }

    private void measureWithBackend(Path directory) throws IOException, InterruptedException {
        try (var backend = new Backend();
                var measurement = start(Work.BACKEND, WITH_BACKEND, backend.port(), directory)) {
            Map<Peer, Double> faster = Map.of(Peer.VIRTUAL_THREADS, 1.2);
            report.add("P24, 256 connections at full load", measurement.measure(256, 1, 0), faster);
            var atRate = measurement.measure(256, 1, rate);
            Map<Peer, Double> fewer = Map.of(Peer.VIRTUAL_THREADS, 0.6);
            Map<Peer, Double> notWorse = Map.of(Peer.VIRTUAL_THREADS, 1.0);
            report.addRatio("P24 at a rate, switches", atRate, Samples.Sample::switchesPerRequest, fewer);
            report.addRatio(
                    "P24 at a rate, p50", atRate, sample -> sample.load().millis(50), notWorse);
            report.addRatio("P24 at a rate, processor", atRate, Samples.Sample::processorMicros, Map.of());
        }
    }

    /** Measures 99 quiet connections alone, beside one that floods, and beside a task that hogs the loop. */
    private void measureFairness(Path directory) throws IOException, InterruptedException {
        try (var measurement = start(Work.ECHO, List.of(Peer.WEFT), 0, directory)) {
            report.add("fairness, 99 quiet ones", measurement.measure(QUIET, 1, QUIET_RATE), Map.of());
            try (var flood = new Flood(measurement.port(Peer.WEFT))) {
                report.add("fairness, beside a flood", measurement.measure(QUIET, 1, QUIET_RATE), Map.of());
                System.err.printf("the flood itself: %,d MB%n", flood.bytes() / 1_000_000);
            }
        }
        try (var measurement = start(Work.ECHO, List.of(Peer.WEFT_BESIDE_A_HOG), 0, directory)) {
            report.add("fairness, beside a hog of 50 ms", measurement.measure(QUIET, 1, RATE_BESIDE_A_HOG), Map.of());
        }
    }
}
