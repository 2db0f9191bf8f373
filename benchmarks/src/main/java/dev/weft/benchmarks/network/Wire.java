package dev.weft.benchmarks.network;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The generator's end of a connection: what carries the bytes. */
interface Wire extends Closeable {
    /** Writes all bytes: a few hundred always fit. */
    void write(ByteBuffer bytes) throws IOException;

    /** Reads what has come; -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** The socket alone. */
    record Plain(SocketChannel channel) implements Wire {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
