package dev.weft.internal.net;

import dev.weft.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A wire to another one in the same loop, without a socket. It takes as much as a small socket buffer holds; what is beyond
 * that is pending until the peer has read. What it has taken arrives also after a close, which does not wait for the peer. Bytes,
 * the end and the loss arrive in the next turn.
 */
public final class MemoryWire extends Wire {

    private static final int CAPACITY = 1 << 16;

    private final LoopNetwork network; // constant after construction
    private final EventLoop loop; // constant after construction
    private final MemoryAddress address; // constant after construction
    private final SendQueue queue; // constant after construction: all that the peer has not received
    private @Nullable MemoryWire peer; // loop thread: null once this side has ended
    private @Nullable MemoryAddress peerAddress; // loop thread: constant once joined
    private @Nullable Receiver receiver; // loop thread: null until started
    private @Nullable IOException failure; // loop thread
    private long told; // loop thread: how much the owner knows to be taken
    private boolean paused; // loop thread
    private boolean inputEnded; // loop thread
    private boolean outputEnds; // loop thread: it ends behind what is pending
    private boolean closing; // loop thread
    private boolean finishing; // loop thread: the end is scheduled
    private boolean finished; // loop thread
    private boolean aborted; // loop thread: the peer gets a reset and no orderly end
    private boolean moving; // loop thread: a move of bytes to the peer is scheduled

    private MemoryWire(LoopNetwork network, String name) {
        this.network = network;
        loop = network.loop();
        address = new MemoryAddress(name);
        queue = new SendQueue(network);
    }

    /** Creates two wires that are joined; returns the first. */
    public static MemoryWire pair(LoopNetwork network) {
        MemoryWire client = new MemoryWire(network, "client");
        MemoryWire server = new MemoryWire(network, "server");
        client.join(server);
        server.join(client);
        return client;
    }

    private void join(MemoryWire other) {
        peer = other;
        peerAddress = other.address;
    }

    /** Returns the other one of a new pair. */
    public MemoryWire peer() {
        MemoryWire other = peer;
        if (other == null) {
            throw new AssertionError("the pair was separated");
        }
        return other;
    }

    @Override
    public void start(Receiver first) {
        receiver = first;
        network.add(this);
    }

    @Override
    public void receiver(Receiver next) {
        receiver = next;
    }

    private Receiver receiver() {
        Receiver known = receiver;
        if (known == null) {
            throw new AssertionError("a wire was used before it was started");
        }
        return known;
    }

    @Override
    public void pauseReading() {
        paused = true;
    }

    @Override
    public void resumeReading() {
        if (paused) {
            paused = false;
            MemoryWire other = peer;
            if (other != null) {
                other.scheduleMove();
            }
        }
    }

    @Override
    public void write(ByteBuffer bytes) {
        if (!closing && bytes.hasRemaining()) {
            queue.copy(bytes);
            takeInto();
            scheduleMove();
        }
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        write(ByteBuffer.wrap(bytes, from, count));
    }

    @Override
    public long given() {
        return queue.given();
    }

    /** What fits the capacity counts as taken, as a socket's buffer would have it. */
    @Override
    public long taken() {
        return told;
    }

    private boolean takeInto() {
        long before = told;
        told = Math.min(queue.given(), queue.taken() + CAPACITY);
        return told != before;
    }

    private void scheduleMove() {
        if (!moving) {
            moving = true;
            loop.callSoon(this::move);
        }
    }

    /* Moves bytes to the peer, and the end behind the last. */
    private void move() {
        moving = false;
        MemoryWire other = peer;
        if (other == null || (finished && queue.isEmpty())) {
            return;
        }
        if (other.finishing || other.finished) {
            breakPipe();
            return;
        }
        if (other.closing) {
            queue.clear(); // its close waits for its own last bytes: a socket would take these, and nobody would
            // read them
        }
        if (!queue.isEmpty() && !other.paused) {
            int arriving = arriving((int) Math.min(queue.given() - queue.taken(), LoopNetwork.SCRATCH));
            if (arriving == Transit.LATE) {
                moving = true;
                return;
            }
            pass(Transit.isLoss(arriving) ? Transit.bytesBeforeLoss(arriving) : arriving, other.receiver());
            if (Transit.isLoss(arriving)) {
                lose(other);
                return;
            }
        }
        if (!finished && takeInto()) {
            receiver().sent();
        }
        if (!queue.isEmpty()) {
            if (!other.paused) {
                scheduleMove();
            }
        } else if ((outputEnds || closing) && !aborted && failure == null) {
            other.endInput();
        }
        if (finished) {
            releaseIfSent();
        } else if (closing && !finishing && allTaken()) {
            finish();
        }
    }

    /** Tells whether a socket would have all bytes in its buffer, from which the peer gets them also after a close. */
    private boolean allTaken() {
        return told == queue.given();
    }

    /** Passes the oldest bytes on, in an array of the loop's: a test makes many loops, and direct memory for each is slow. */
    private void pass(int count, Receiver to) {
        byte[] array = network.arrays().take(count);
        try {
            ByteBuffer buffer = ByteBuffer.wrap(array, 0, count);
            queue.peek(buffer);
            queue.take(count);
            to.received(buffer.flip());
        } finally {
            network.arrays().give(array);
        }
    }

    private void releaseIfSent() {
        if (queue.isEmpty()) {
            network.remove(this);
        }
    }

    /** Returns how many bytes arrive now, or another answer of a {@link Transit}. */
    private int arriving(int available) {
        Transit transit = network.transit();
        if (transit == null) {
            return available;
        }
        int answer = transit.arriving(available);
        if (answer == Transit.LATE) {
            loop.callLater(Duration.ofNanos(transit.latencyNanos()), this::move);
        }
        return answer;
    }

    private void lose(MemoryWire other) {
        other.fail(new SocketException("Connection reset"));
        fail(new SocketException("Connection reset"));
    }

    private void breakPipe() {
        if (finished) {
            queue.clear();
            releaseIfSent();
        } else if (!queue.isEmpty() && !(closing && allTaken())) {
            fail(new SocketException("Broken pipe"));
        } else if (closing) {
            queue.clear();
            finish();
        }
    }

    private void endInput() {
        if (!inputEnded && !closing) {
            inputEnded = true;
            receiver().ended(null);
        }
    }

    @Override
    public void endOutput() {
        if (!closing && !outputEnds) {
            outputEnds = true;
            scheduleMove();
        }
    }

    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        if (!queue.isEmpty()) {
            scheduleMove();
        }
        if (allTaken()) {
            scheduleFinish();
        }
        breakPipeOfPeer();
    }

    /** What the peer has for this side cannot arrive any more. */
    private void breakPipeOfPeer() {
        MemoryWire other = peer;
        if (other != null && !other.queue.isEmpty()) {
            other.scheduleMove();
        }
    }

    @Override
    public void abort() {
        if (finished) {
            return;
        }
        closing = true;
        aborted = true;
        queue.clear();
        scheduleFinish();
        MemoryWire other = peer;
        if (other != null) {
            loop.callSoon(() -> other.fail(new SocketException("Connection reset")));
        }
    }

    private void fail(SocketException why) {
        if (failure == null && !finishing) { // a close that waits for its bytes fails as well
            failure = why;
            closing = true;
            queue.clear();
            scheduleFinish();
        }
    }

    private void scheduleFinish() {
        if (!finishing) {
            finishing = true;
            loop.callSoon(this::finish);
        }
    }

    private void finish() {
        if (finished) {
            return;
        }
        finished = true;
        MemoryWire other = peer;
        if (other != null && failure == null && !aborted && queue.isEmpty()) {
            other.endInput();
        }
        releaseIfSent();
        receiver().lost(failure);
    }

    @Override
    protected void loopCloses() {
        queue.clear();
        closing = true;
        if (!finished) {
            finished = true;
            receiver().lost(failure);
        }
    }

    @Override
    public @Nullable IOException failure() {
        return failure;
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    @Override
    public SocketAddress localAddress() {
        return address;
    }

    @Override
    public SocketAddress remoteAddress() {
        return peerAddress == null ? address : peerAddress;
    }

    /** The address of a side. */
    private static final class MemoryAddress extends SocketAddress {
        private static final long serialVersionUID = 1;

        private final String name; // constant after construction

        MemoryAddress(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return "memory:" + name;
        }
    }
}
