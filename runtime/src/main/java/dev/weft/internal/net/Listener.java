package dev.weft.internal.net;

import dev.weft.EventLoop;
import dev.weft.LoopError;
import dev.weft.TimerHandle;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket.
 *
 * <ol>
 *   <li>Each readiness accepts what has come, but no more than a number, so that the connections there are have their turn.
 *   <li>A client that has gone meanwhile is skipped.
 *   <li>Any other failure, such as that no descriptor is left, is reported once, and accepting rests for a second: a selector
 *       would report the same connection again and again.
 *   <li>The owner may pause it: clients wait in the system's backlog.
 * </ol>
 */
public final class Listener extends LoopResource {

    private static final Duration REST = Duration.ofSeconds(1); // asyncio's ACCEPT_RETRY_DELAY
    private static final int AT_ONCE = 100;

    private final LoopNetwork network; // constant after construction
    private final EventLoop loop; // constant after construction
    private final ServerSocketChannel channel; // constant after construction
    private final SocketAddress address; // constant after construction
    private final Acceptor acceptor; // constant after construction
    private @Nullable TimerHandle rest; // loop thread: null unless accepting rests
    private boolean paused; // loop thread
    private boolean reported; // loop thread: the failure that lasts
    private boolean closed; // loop thread

    /** Creates a listener, which closes the channel in the end. */
    public Listener(LoopNetwork network, ServerSocketChannel channel, Acceptor acceptor) throws IOException {
        this.network = network;
        this.channel = channel;
        this.acceptor = acceptor;
        loop = network.loop();
        address = channel.getLocalAddress();
    }

    /** Begins to accept. */
    public void start() throws IOException {
        channel.configureBlocking(false);
        loop.addReader(channel, this::acceptReady);
        network.add(this);
    }

    /** Returns the address on which it listens, also after the end. */
    public SocketAddress address() {
        return address;
    }

    private void acceptReady() {
        for (int i = 0; i < AT_ONCE && !paused && !closed; i++) {
            SocketChannel accepted;
            try {
                accepted = channel.accept();
            } catch (IOException e) {
                failed(e);
                return;
            }
            if (accepted == null) {
                return;
            }
            reported = false;
            acceptor.accepted(accepted);
        }
    }

    private void failed(IOException e) {
        if (closed || isAbort(e)) {
            return; // the next readiness goes on with the next client
        }
        loop.removeReader(channel);
        if (!reported) {
            reported = true;
            loop.callExceptionHandler(new LoopError(
                    "a server cannot accept a connection on " + address + ": it tries again after " + REST.toMillis()
                            + " ms",
                    e));
        }
        if (channel.isOpen()) {
            rest = loop.callLater(REST, this::endRest);
        }
    }

    private static boolean isAbort(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("connection abort") || message.contains("onnection reset");
    }

    private void endRest() {
        rest = null;
        watch();
    }

    /** Accepts no more until {@link #resume}. */
    public void pause() {
        if (!paused && !closed) {
            paused = true;
            loop.removeReader(channel);
        }
    }

    /** Accepts again. */
    public void resume() {
        if (paused) {
            paused = false;
            watch();
        }
    }

    private void watch() {
        if (paused || closed || rest != null) {
            return;
        }
        try {
            loop.addReader(channel, this::acceptReady);
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Ends listening now. */
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            network.remove(this);
            if (rest != null) {
                rest.cancel();
            }
            loop.sockClose(channel);
        }
    }

    @Override
    protected void loopEnds() {
        acceptor.loopEnds();
    }

    @Override
    protected void loopCloses() {
        acceptor.loopEnds();
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            loop.callExceptionHandler(new LoopError("a listening socket cannot be closed: " + address, e));
        }
    }
}
