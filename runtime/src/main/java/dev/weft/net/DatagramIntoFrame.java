package dev.weft.net;

import java.net.SocketAddress;
import java.nio.ByteBuffer;

/** The coroutine of {@code receive(ByteBuffer)}. */
final class DatagramIntoFrame extends DatagramReceiveFrame<SocketAddress> {

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private ByteBuffer into; // loop thread: NONE when this has ended and is kept

    DatagramIntoFrame(DatagramCore core, ByteBuffer into) {
        super(core);
        this.into = into;
    }

    void renew(ByteBuffer next) {
        renew();
        into = next;
    }

    @Override
    Object take() {
        core.queue.copyTo(into);
        return core.queue.remove();
    }

    @Override
    void keep() {
        into = NONE; // it is the caller's, and may be large
        core.spareReceive = this;
    }

    @Override
    String method() {
        return "receive";
    }
}
