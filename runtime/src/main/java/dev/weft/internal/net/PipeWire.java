package dev.weft.internal.net;

import dev.weft.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A wire of one direction over a blocking stream, whose calls are made on threads of {@link PipeThreads}. */
public abstract class PipeWire extends Wire {

    final LoopNetwork network; // constant after construction
    final EventLoop loop; // constant after construction
    private final PipeAddress address; // constant after construction
    private @Nullable Receiver receiver; // loop thread: null until started
    private @Nullable IOException failure; // loop thread
    private boolean ending; // loop thread: the end is scheduled
    private boolean ended; // loop thread

    PipeWire(LoopNetwork network, String name) {
        this.network = network;
        loop = network.loop();
        address = new PipeAddress(name);
    }

    @Override
    public final void start(Receiver first) {
        receiver = first;
        network.add(this);
    }

    @Override
    public final void receiver(Receiver next) {
        receiver = next;
    }

    final Receiver receiver() {
        Receiver known = receiver;
        if (known == null) {
            throw new AssertionError("a wire was used before it was started");
        }
        return known;
    }

    /** Ends this wire in the next turn. */
    final void scheduleEnd(@Nullable IOException why) {
        if (!ending && !ended) {
            ending = true;
            failure = why;
            loop.callSoon(this::end);
        }
    }

    /** Ends this wire in this call. */
    final void end() {
        if (!ended) {
            ended = true;
            network.remove(this);
            receiver().lost(failure);
        }
    }

    /** Tells whether this wire has ended or will in the next turn. */
    final boolean isEnding() {
        return ending || ended;
    }

    /** Tells whether {@link Receiver#lost} was called. */
    public final boolean isEnded() {
        return ended;
    }

    @Override
    public final @Nullable IOException failure() {
        return failure;
    }

    @Override
    public final SocketAddress localAddress() {
        return address;
    }

    @Override
    public final SocketAddress remoteAddress() {
        return address;
    }
}
