package dev.weft.benchmarks.network;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** TLS over a socket, with the JDK's engine. */
final class TlsWire implements Wire {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final ByteBuffer received;
    private final ByteBuffer records;
    private final ByteBuffer early; // what follows the handshake at once

    /** Shakes hands over a channel that blocks still. */
    TlsWire(SocketChannel channel, SSLEngine engine) throws IOException {
        this.channel = channel;
        this.engine = engine;
        int record = engine.getSession().getPacketBufferSize();
        received = ByteBuffer.allocate(record);
        records = ByteBuffer.allocate(record);
        early = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        engine.beginHandshake();
        for (HandshakeStatus next; (next = engine.getHandshakeStatus()) != HandshakeStatus.NOT_HANDSHAKING; ) {
            switch (next) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap(NOTHING);
                default -> receiveHandshake();
            }
        }
        if (early.position() > 0) {
            throw new IOException("the server has sent something before it was asked");
        }
    }

    private void runTasks() {
        for (Runnable task; (task = engine.getDelegatedTask()) != null; ) {
            task.run();
        }
    }

    private void receiveHandshake() throws IOException {
        if (unwrap(early) == Status.BUFFER_UNDERFLOW && channel.read(received) < 0) {
            throw new EOFException("the connection ended within the handshake");
        }
    }

    private void wrap(ByteBuffer bytes) throws IOException {
        engine.wrap(bytes, records.clear());
        records.flip();
        while (records.hasRemaining()) {
            channel.write(records);
        }
    }

    private Status unwrap(ByteBuffer into) throws IOException {
        received.flip();
        Status status = engine.unwrap(received, into).getStatus();
        received.compact();
        return status;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            wrap(bytes);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int start = into.position();
        if (channel.read(received) < 0) {
            return -1;
        }
        while (unwrap(into) == Status.OK) {
            runTasks(); // of what follows a handshake, such as a ticket
        }
        return into.position() - start;
    }

    @Override
    public void close() throws IOException {
        engine.closeOutbound();
        while (!engine.isOutboundDone()) {
            wrap(NOTHING);
        }
        channel.close();
    }
}
