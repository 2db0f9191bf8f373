package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.net.PipeThreads;
import dev.weft.internal.net.PipeWire;
import dev.weft.internal.net.ReadPipeWire;
import dev.weft.internal.net.WritePipeWire;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** Streams over pipes. */
final class PipeStreams {

    private static final int LIMIT = 1 << 16;

    private PipeStreams() {}

    /** Creates the state of a stream over a pipe, and starts it. */
    static StreamCore over(LoopNetwork network, PipeWire wire, int limit) {
        StreamCore core = new StreamCore(network, wire, limit);
        wire.start(core);
        return core;
    }

    static StreamReader reader(InputStream in) {
        Objects.requireNonNull(in, "connectReadPipe: a stream was expected, got null");
        LoopNetwork network = network("connectReadPipe");
        return new StreamReader(over(network, ReadPipeWire.of(network, in), LIMIT));
    }

    static StreamWriter writer(OutputStream out) {
        Objects.requireNonNull(out, "connectWritePipe: a stream was expected, got null");
        LoopNetwork network = network("connectWritePipe");
        return new StreamWriter(over(network, WritePipeWire.of(network, out), LIMIT));
    }

    private static LoopNetwork network(String call) {
        EventLoop loop = EventLoop.running();
        PipeThreads.checkClock(loop, call);
        return LoopNetwork.of(loop);
    }
}
