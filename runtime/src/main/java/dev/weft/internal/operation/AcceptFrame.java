package dev.weft.internal.operation;

import dev.weft.EventLoop;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** The coroutine of {@code sockAccept}. */
public final class AcceptFrame extends ReadFrame<SocketChannel> {

    private final ServerSocketChannel listening; // constant after construction

    /** Creates a coroutine that has accepted nothing. */
    public AcceptFrame(EventLoop loop, ServerSocketChannel listening) {
        super(loop, listening, "sockAccept");
        this.listening = listening;
    }

    @Override
    Object attempt() throws IOException {
        SocketChannel accepted = listening.accept();
        if (accepted == null) {
            return NOT_READY;
        }
        try {
            accepted.configureBlocking(false);
        } catch (IOException e) {
            accepted.close();
            throw e;
        }
        return accepted;
    }

    @Override
    protected boolean handsOver() {
        return true;
    }
}
