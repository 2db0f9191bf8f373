package dev.weft.benchmarks.network;

import dev.weft.benchmarks.Artifacts;
import dev.weft.benchmarks.process.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/** A way to write the servers, in a process of its own. */
enum Peer {
    /** Weft. */
    WEFT("Weft"),
    /** Weft's loop alone, where Weft has two. */
    WEFT_ONE_LOOP("Weft, one loop"),
    /** Netty over the JDK's channels. */
    NETTY_NIO("Netty NIO"),
    /** Netty over its own native code. */
    NETTY_EPOLL("Netty epoll"),
    /** The JDK's blocking sockets in virtual threads. */
    VIRTUAL_THREADS("virtual threads"),
    /** A selector loop for this work alone. */
    SELECTOR("selector loop by hand"),
    /** CPython's streams. */
    ASYNCIO("asyncio"),
    /** Weft's loop, shared with a task that gives it up every 50 ms only. */
    WEFT_BESIDE_A_HOG("Weft beside a hog");

    static final int BACKLOG = 4096;

    private static final String HEAP = "512m";
    private static final double OVER_NETTY = 1.1; // as often a second, at least
    private static final double OVER_VIRTUAL_THREADS = 1.8;
    private static final double OVER_SELECTOR = 0.9;

    final String title;

    Peer(String title) {
        this.title = title;
    }

    /** Returns the target of P16 for Weft's requests a second over those of this peer, if there is one. */
    OptionalDouble target() {
        return switch (this) {
            case NETTY_NIO -> OptionalDouble.of(OVER_NETTY);
            case VIRTUAL_THREADS -> OptionalDouble.of(OVER_VIRTUAL_THREADS);
            case SELECTOR -> OptionalDouble.of(OVER_SELECTOR);
            default -> OptionalDouble.empty();
        };
    }

    /** Serves for ever in this process. */
    void serve(ServerSetting setting, IntConsumer port) throws IOException, InterruptedException {
        switch (this) {
            case WEFT, WEFT_ONE_LOOP -> WeftServer.serve(setting, loops(setting.work()), port);
            case WEFT_BESIDE_A_HOG -> WeftServer.serveBesideAHog(setting, port);
            case NETTY_NIO, NETTY_EPOLL -> NettyServer.serve(setting, loops(setting.work()), this == NETTY_EPOLL, port);
            case VIRTUAL_THREADS -> BlockingServer.serve(setting, port);
            case SELECTOR -> SelectorServer.serve(setting.work(), port);
            case ASYNCIO -> throw new IllegalArgumentException(this + " does not run in a JVM");
        }
    }

    /** Returns the number of its loops, event loops or carriers. */
    private int loops(Work work) {
        return work.sharesProcessors() && this != WEFT_ONE_LOOP ? 2 : 1;
    }

    /** Returns the command that starts it. */
    List<String> command(Jvm jvm, ServerSetting setting, Path directory) throws IOException {
        if (this == ASYNCIO) {
            return List.of(
                    "python3.13",
                    AsyncioScript.in(directory).toString(),
                    setting.work().name());
        }
        var command = new ArrayList<>(List.of(jvm.java().toString(), "-Xms" + HEAP, "-Xmx" + HEAP));
        command.add("-XX:+UseParallelGC");
        command.add("-javaagent:" + Artifacts.agent());
        if (jvm.hasVirtualThreads()) { // as many carriers as loops
            int carriers = loops(setting.work());
            command.add("-Djdk.virtualThreadScheduler.parallelism=" + carriers);
            command.add("-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers);
        }
        command.addAll(List.of("-cp", Artifacts.benchmarks().toString(), ServerProgram.class.getName(), name()));
        command.addAll(setting.arguments());
        return command;
    }
}
