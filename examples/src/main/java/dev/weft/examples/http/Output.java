package dev.weft.examples.http;

import dev.weft.EventLoop;
import dev.weft.net.StreamWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of responses on their way to a writer. Those of one turn of the loop are written together: a client that sends
 * sixteen requests at once gets its responses in one packet.
 */
final class Output {
    private static final int MOST_BYTES = 1 << 15; // then it is written at once, so that back-pressure sets in

    private final StreamWriter writer; // constant after construction
    private final EventLoop loop; // constant after construction
    private final List<ByteBuffer> parts = new ArrayList<>(2); // loop thread
    private int bytes; // loop thread: of all parts
    private boolean scheduled; // loop thread

    Output(StreamWriter writer, EventLoop loop) {
        this.writer = writer;
        this.loop = loop;
    }

    /** Adds bytes, which must not change any more. */
    void add(byte[] part) {
        parts.add(ByteBuffer.wrap(part));
        bytes += part.length;
        if (bytes >= MOST_BYTES) {
            flush();
        } else if (!scheduled) {
            scheduled = true;
            loop.callSoon(this::flushScheduled);
        }
    }

    private void flushScheduled() {
        scheduled = false;
        flush();
    }

    /** Writes what was added. */
    void flush() {
        if (parts.size() == 1) {
            writer.write(parts.get(0));
        } else if (!parts.isEmpty()) {
            writer.write(parts.toArray(new ByteBuffer[0]));
        }
        parts.clear();
        bytes = 0;
    }
}
