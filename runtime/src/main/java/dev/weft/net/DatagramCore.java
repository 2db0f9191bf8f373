package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.LoopError;
import dev.weft.Waitable;
import dev.weft.internal.io.Destination;
import dev.weft.internal.io.EmptyDatagram;
import dev.weft.internal.net.DatagramQueue;
import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.net.LoopResource;
import dev.weft.internal.task.EventLoops;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The state of an endpoint.
 *
 * <ol>
 *   <li>What arrives goes to the queue, a number of datagrams in each turn at most, whether somebody waits or not.
 *   <li>As many of those that wait are woken, in the order of their calls, as there are datagrams. Each takes one when it resumes,
 *       so that a cancel takes none with it.
 *   <li>A datagram is sent in the call. If the system does not take it, its sender waits, and all later ones behind it.
 *   <li>The refusal of an earlier datagram, of which the system tells when it likes, comes to the next receive.
 * </ol>
 */
final class DatagramCore extends LoopResource implements Runnable, Waitable {

    private static final int AT_ONCE = 64; // datagrams in a turn: what else the loop has to do goes on

    final EventLoop loop; // constant after construction
    final DatagramChannel channel; // constant after construction
    final DatagramQueue queue; // constant after construction
    private final LoopNetwork network; // constant after construction
    private final SocketAddress local; // constant after construction
    private final @Nullable SocketAddress remote; // constant after construction
    private final ArrayDeque<DatagramReceiveFrame<?>> receivers = new ArrayDeque<>(2); // loop thread
    private final ArrayDeque<DatagramSendFrame> senders = new ArrayDeque<>(2); // loop thread
    private int readsLeft; // loop thread: of this readiness; 0 once there was no datagram
    private boolean closed; // loop thread
    private @Nullable IOException failure; // loop thread: what has closed it

    @Nullable
    DatagramIntoFrame spareReceive; // loop thread: one that has ended, for the next call

    @Nullable
    DatagramSendFrame spareSend; // loop thread: one that has ended, for the next call

    DatagramCore(EventLoop loop, DatagramChannel channel) throws IOException {
        this.loop = loop;
        this.channel = channel;
        network = LoopNetwork.of(loop);
        queue = new DatagramQueue(network.arrays());
        Bindings.checkFree(loop, channel, "DatagramEndpoint.of");
        channel.configureBlocking(false);
        if (channel.getLocalAddress() == null) {
            channel.bind(null);
        }
        local = channel.getLocalAddress();
        remote = channel.getRemoteAddress();
        loop.addReader(channel, this);
        network.add(this);
    }

    void checkThread(String call) {
        EventLoops.checkThread(loop, call);
    }

    SocketAddress local() {
        return local;
    }

    @Nullable
    SocketAddress remote() {
        return remote;
    }

    boolean isClosed() {
        return closed;
    }

    /** Throws what a call meets on a closed endpoint. */
    void checkOpen() throws SocketException {
        if (closed) {
            SocketException why = new SocketException("the endpoint is closed: " + this);
            why.initCause(failure);
            throw why;
        }
    }

    // ---- receiving

    /** Takes in what has arrived: the callback of the channel. */
    @Override
    public void run() {
        readsLeft = AT_ONCE;
        readMore();
    }

    /** Takes in more, if there surely or probably is more. */
    void readMore() {
        while (readsLeft > 0 && !closed) {
            readsLeft--;
            try {
                ByteBuffer buffer = network.inbound();
                SocketAddress sender = channel.receive(buffer);
                if (sender == null) {
                    readsLeft = 0;
                } else {
                    queue.add(buffer.flip(), sender);
                }
            } catch (ClosedChannelException e) {
                failure = e;
                close();
            } catch (PortUnreachableException e) {
                queue.add(Destination.named(e, String.valueOf(remote)));
            } catch (IOException e) {
                queue.add(e);
            }
        }
        wakeReceivers();
    }

    /** Tells whether a call may take a datagram at once: one is there, and nobody waits for it. */
    boolean mayTake() {
        return queue.size() > 0 && receivers.isEmpty();
    }

    void wait(DatagramReceiveFrame<?> receiver) {
        receivers.add(receiver);
    }

    void endWait(DatagramReceiveFrame<?> receiver) {
        receivers.removeFirstOccurrence(receiver);
    }

    /** Wakes as many as can have something. */
    void wakeReceivers() {
        if (receivers.isEmpty()) {
            return;
        }
        int left = closed ? receivers.size() : queue.size();
        for (DatagramReceiveFrame<?> receiver : receivers) {
            if (left == 0) {
                return;
            }
            left--;
            receiver.wake();
        }
    }

    // ---- sending

    /** Tells whether others wait to send, behind whom a new one must wait. */
    boolean othersSend(DatagramSendFrame sender) {
        return !senders.isEmpty() && senders.peek() != sender;
    }

    /** Sends a datagram, or does nothing and returns false if the system takes none now. */
    boolean send(ByteBuffer data, @Nullable SocketAddress to) throws IOException {
        try {
            return sendOnce(data, to);
        } catch (PortUnreachableException e) { // of an earlier one; this was not sent
            queue.add(Destination.named(e, String.valueOf(remote)));
            wakeReceivers();
            return sendOnce(data, to);
        }
    }

    private boolean sendOnce(ByteBuffer data, @Nullable SocketAddress to) throws IOException {
        int count = data.remaining();
        if (count == 0 && remote != null && (to == null || to.equals(remote))) {
            EmptyDatagram.send(channel);
            return true;
        }
        ByteBuffer out = outbound(data, count);
        int sent = to == null ? channel.write(out) : sendTo(out, to);
        if (sent < count) {
            return false;
        }
        data.position(data.limit());
        return true;
    }

    private int sendTo(ByteBuffer out, SocketAddress to) throws IOException {
        try {
            return channel.send(out, Destination.checked("send", to));
        } catch (UnsupportedAddressTypeException e) {
            throw Destination.unsupported("send", to, e);
        } catch (AlreadyConnectedException e) {
            throw new IllegalStateException("send to " + to + " of an endpoint that is connected: " + this, e);
        }
    }

    /** Returns a direct copy; of what is too long for a datagram the data itself, which the system will refuse. */
    private ByteBuffer outbound(ByteBuffer data, int count) {
        ByteBuffer out = network.outbound();
        if (count > out.capacity()) {
            return data.duplicate();
        }
        return out.put(0, data, data.position(), count).limit(count);
    }

    void wait(DatagramSendFrame sender) throws IOException {
        if (senders.peek() != sender) {
            senders.add(sender);
        }
        if (senders.peek() == sender) {
            loop.addWriter(channel, this::writeReady);
        }
    }

    private void writeReady() {
        loop.removeWriter(channel);
        wakeSender();
    }

    void endWait(DatagramSendFrame sender) {
        boolean first = senders.peek() == sender;
        senders.removeFirstOccurrence(sender);
        if (first) {
            wakeSender();
        }
    }

    private void wakeSender() {
        DatagramSendFrame next = senders.peek();
        if (next != null) {
            next.wake();
        }
    }

    // ---- the end

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        network.remove(this);
        try {
            loop.sockClose(channel);
        } catch (IOException e) {
            loop.callExceptionHandler(new LoopError("an endpoint cannot be closed: " + this, e));
        }
        end();
    }

    private void end() {
        queue.leavePool();
        wakeReceivers();
        senders.forEach(DatagramSendFrame::wake);
    }

    @Override
    protected void loopCloses() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            loop.callExceptionHandler(new LoopError("an endpoint cannot be closed: " + this, e));
        }
        end();
    }

    @Override
    public String describeWait() {
        return "a datagram at " + local;
    }

    @Override
    public String toString() {
        return local + (remote == null ? "" : " - " + remote) + (closed ? ", closed" : "");
    }
}
