package dev.weft.net;

/** The coroutine of {@code receive}. */
final class DatagramFrame extends DatagramReceiveFrame<Datagram> {

    DatagramFrame(DatagramCore core) {
        super(core);
    }

    @Override
    Object take() {
        byte[] data = core.queue.copy();
        return new Datagram(data, core.queue.remove());
    }

    @Override
    String method() {
        return "receive";
    }
}
