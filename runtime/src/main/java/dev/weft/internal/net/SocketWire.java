package dev.weft.internal.net;

import dev.weft.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A wire over a TCP or Unix domain socket.
 *
 * <ol>
 *   <li>Reading stays armed. Each readiness brings one read of at most {@link LoopNetwork#SCRATCH} bytes, and allows
 *       {@value #MORE_READS} more to whoever asks, if each one filled the buffer: so much may one connection take of a turn.
 *   <li>Nothing is read on suspicion. A read that did not fill the buffer has emptied the socket, and the next readiness tells
 *       when there is more.
 *   <li>A write goes to the socket at once, while nothing is pending. What the socket does not take is copied, and sent when
 *       it is ready for it.
 *   <li>The end of input switches reading off, else the selector would report it again and again.
 * </ol>
 */
public final class SocketWire extends Wire {

    private static final int MORE_READS = 3;
    private static final int WRITES_AT_ONCE =
            16; // of 64 KiB each: then the other connections and the timers have a turn
    private static final int DISCARDS = 4; // reads before a close, so that unread bytes do not turn it into a reset

    private final LoopNetwork network; // constant after construction
    private final EventLoop loop; // constant after construction
    private final SocketChannel channel; // constant after construction
    private final SocketAddress local; // constant after construction
    private final SocketAddress remote; // constant after construction
    private final SendQueue queue; // constant after construction
    private @Nullable Receiver receiver; // loop thread: null until started
    private @Nullable IOException failure; // loop thread
    private int readsLeft; // loop thread: of this readiness; 0 once a read did not fill the buffer
    private boolean paused; // loop thread
    private boolean inputEnded; // loop thread
    private boolean outputEnds; // loop thread: it ends behind what is pending
    private boolean closing; // loop thread
    private boolean finishing; // loop thread: the end is scheduled
    private boolean finished; // loop thread
    private boolean watchesWrites; // loop thread

    /** Creates a wire over a connected channel in non-blocking mode, which it closes in the end. */
    public SocketWire(LoopNetwork network, SocketChannel channel) throws IOException {
        this.network = network;
        this.channel = channel;
        loop = network.loop();
        local = channel.getLocalAddress();
        remote = channel.getRemoteAddress();
        queue = new SendQueue(network);
    }

    @Override
    public void start(Receiver first) throws IOException {
        receiver = first;
        loop.addReader(channel, this::readReady);
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

    private void readReady() {
        readsLeft = MORE_READS + 1;
        read();
    }

    @Override
    public boolean readMore() {
        if (readsLeft > 0 && !paused && !closing && !inputEnded) {
            read();
            return true;
        }
        return false;
    }

    private void read() {
        ByteBuffer buffer = network.inbound();
        int count;
        try {
            count = channel.read(buffer);
        } catch (IOException e) {
            fail(e);
            return;
        }
        readsLeft = count == buffer.capacity() ? readsLeft - 1 : 0;
        if (count > 0) {
            receiver().received(buffer.flip());
        } else if (count < 0) {
            inputEnded = true;
            loop.removeReader(channel);
            receiver().ended(null);
        }
    }

    @Override
    public void pauseReading() {
        if (!paused) {
            paused = true;
            if (!closing && !inputEnded) {
                loop.removeReader(channel);
            }
        }
    }

    @Override
    public void resumeReading() {
        if (!paused) {
            return;
        }
        paused = false;
        if (!closing && !inputEnded) {
            try {
                loop.addReader(channel, this::readReady);
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    @Override
    public void write(ByteBuffer bytes) {
        if (!closing) {
            writeThrough(bytes);
            if (bytes.hasRemaining() && !closing) {
                queue.copy(bytes);
                watchWrites();
            }
        }
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        if (closing) {
            return;
        }
        int sent = 0;
        if (queue.isEmpty() && count <= LoopNetwork.SCRATCH) {
            sent = send(network.outbound().put(bytes, from, count));
        }
        if (sent < count && !closing) {
            write(ByteBuffer.wrap(bytes, from + sent, count - sent));
        }
    }

    @Override
    public void writeBorrowed(ByteBuffer bytes) {
        if (!closing) {
            writeThrough(bytes);
            if (bytes.hasRemaining() && !closing) {
                queue.borrow(bytes);
                watchWrites();
            }
        }
    }

    @Override
    public void returnBorrowed(ByteBuffer bytes) {
        queue.giveBack(bytes);
    }

    private void writeThrough(ByteBuffer bytes) {
        if (!queue.isEmpty()) {
            return;
        }
        boolean all = true;
        for (int i = 0; i < WRITES_AT_ONCE && all && bytes.hasRemaining(); i++) {
            ByteBuffer out = network.outbound();
            int count = Math.min(bytes.remaining(), out.capacity());
            out.put(0, bytes, bytes.position(), count).position(count);
            int sent = send(out);
            bytes.position(bytes.position() + sent);
            all = sent == count;
        }
    }

    /** Sends what was put into the outbound buffer, as far as the socket takes it. */
    private int send(ByteBuffer filled) {
        try {
            int sent = channel.write(filled.flip());
            queue.passed(sent);
            return sent;
        } catch (IOException e) {
            fail(e);
            return 0;
        }
    }

    private void watchWrites() {
        if (watchesWrites) {
            return;
        }
        try {
            loop.addWriter(channel, this::writeReady);
            watchesWrites = true;
        } catch (IOException e) {
            fail(e);
        }
    }

    private void writeReady() {
        boolean more = true;
        for (int i = 0; i < WRITES_AT_ONCE && more && !queue.isEmpty(); i++) {
            ByteBuffer out = network.outbound();
            queue.peek(out);
            int offered = out.position();
            try {
                int sent = channel.write(out.flip());
                queue.take(sent);
                more = sent == offered;
            } catch (IOException e) {
                fail(e);
                return;
            }
        }
        if (queue.isEmpty()) {
            watchesWrites = false;
            loop.removeWriter(channel);
        }
        receiver().sent(); // which may write more
        if (queue.isEmpty()) {
            if (closing && !finishing) {
                finish();
            } else if (outputEnds) {
                shutdownOutput();
            }
        }
    }

    @Override
    public long given() {
        return queue.given();
    }

    @Override
    public long taken() {
        return queue.taken();
    }

    @Override
    public long sendFile(FileChannel file, long position, long count) throws IOException {
        if (!queue.isEmpty()) {
            return 0; // sent() is coming
        }
        try {
            long sent = file.transferTo(position, count, channel);
            if (sent == 0) {
                watchWrites();
            }
            queue.passed(sent);
            return sent;
        } catch (IOException e) {
            if (file.isOpen()) {
                throw fail(e);
            }
            throw e;
        }
    }

    @Override
    public void endOutput() {
        if (!closing && !outputEnds) {
            outputEnds = true;
            if (queue.isEmpty()) {
                shutdownOutput();
            }
        }
    }

    private void shutdownOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            fail(e);
        }
    }

    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        loop.removeReader(channel);
        if (queue.isEmpty()) {
            scheduleFinish();
        }
    }

    @Override
    public void abort() {
        if (finished) {
            return;
        }
        closing = true;
        queue.clear();
        scheduleFinish();
        try {
            if (channel.isOpen() && remote instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            loop.sockClose(channel);
        } catch (IOException e) {
            failure = failure == null ? Losses.of(e) : failure;
        }
    }

    private IOException fail(IOException e) {
        IOException why = Losses.of(e);
        if (failure == null && !finished) {
            failure = why;
            closing = true;
            queue.clear();
            loop.removeReader(channel);
            loop.removeWriter(channel);
            scheduleFinish();
        }
        return why;
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
        network.remove(this);
        closeChannel();
        queue.clear();
        receiver().lost(failure);
    }

    private void closeChannel() {
        try {
            if (failure == null && !inputEnded && channel.isOpen()) {
                discardInput();
            }
            loop.removeReader(channel);
            loop.removeWriter(channel);
            channel.close();
        } catch (IOException e) {
            failure = failure == null ? Losses.of(e) : failure;
        }
    }

    /* A socket that is closed with bytes unread answers with a reset, which may overtake what was written last. */
    private void discardInput() {
        try {
            for (int i = 0; i < DISCARDS && channel.read(network.inbound()) == LoopNetwork.SCRATCH; i++) {}
        } catch (IOException e) {
            inputEnded = true; // the peer was faster with a reset: nothing is left to discard
        }
    }

    @Override
    protected void loopCloses() {
        finished = true;
        closing = true;
        closeChannel();
        queue.clear();
        receiver().lost(failure);
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
        return local;
    }

    @Override
    public SocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public <T> void setOption(SocketOption<T> name, T value) throws IOException {
        channel.setOption(name, value);
    }

    @Override
    public <T> @Nullable T getOption(SocketOption<T> name) throws IOException {
        return channel.getOption(name);
    }
}
