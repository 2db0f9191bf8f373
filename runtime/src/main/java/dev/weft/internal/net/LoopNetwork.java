package dev.weft.internal.net;

import dev.weft.EventLoop;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.LoopAttachment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one loop keeps for its connections: two direct buffers, through which all of them read and write, arrays that they use
 * again, and the list of what is open, in the order of creation.
 *
 * <p>A connection holds an array only while bytes are in flight in it. All methods are for the loop's thread.
 */
public final class LoopNetwork extends LoopAttachment {

    /** The size of the direct buffers, and the most that one read or write moves. */
    public static final int SCRATCH = 1 << 16;

    private final EventLoop loop; // constant after construction
    private final ArrayPool arrays = new ArrayPool(); // loop thread
    private @Nullable ByteBuffer inbound; // loop thread: allocated when the first byte comes
    private @Nullable ByteBuffer outbound; // loop thread: allocated when the first byte goes
    private @Nullable TlsBuffers tls; // loop thread: allocated with the first TLS connection
    private @Nullable Transit transit; // loop thread: null but in tests that ask for one
    private @Nullable LoopResource first; // loop thread
    private @Nullable LoopResource last; // loop thread

    private LoopNetwork(EventLoop loop) {
        this.loop = loop;
    }

    /** Returns what a loop keeps. */
    public static LoopNetwork of(EventLoop loop) {
        LoopNetwork known = (LoopNetwork) EventLoops.attachment(loop);
        if (known == null) {
            known = new LoopNetwork(loop);
            EventLoops.attach(loop, known);
        }
        return known;
    }

    /** Returns the loop. */
    public EventLoop loop() {
        return loop;
    }

    /** Returns what decides about bytes on their way through memory wires, or null. */
    @Nullable
    Transit transit() {
        return transit;
    }

    /** Sets what decides about bytes on their way through memory wires. */
    public void transit(Transit newTransit) {
        transit = newTransit;
    }

    /** Returns the arrays. */
    public ArrayPool arrays() {
        return arrays;
    }

    /** Returns the direct buffer for reading, empty. It is free again when the receiver has returned. */
    public ByteBuffer inbound() {
        ByteBuffer buffer = inbound;
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(SCRATCH);
            inbound = buffer;
        }
        return buffer.clear();
    }

    /** Returns the direct buffer for writing, empty. It is free again after the write. */
    public ByteBuffer outbound() {
        ByteBuffer buffer = outbound;
        if (buffer == null) {
            buffer = ByteBuffer.allocateDirect(SCRATCH);
            outbound = buffer;
        }
        return buffer.clear();
    }

    /** Returns the buffers of TLS. */
    TlsBuffers tls() {
        TlsBuffers buffers = tls;
        if (buffers == null) {
            buffers = new TlsBuffers();
            tls = buffers;
        }
        return buffers;
    }

    /** Adds a resource, to be closed with the loop. */
    public void add(LoopResource resource) {
        resource.listed = true;
        resource.before = last;
        if (last == null) {
            first = resource;
        } else {
            last.after = resource;
        }
        last = resource;
    }

    /** Removes a resource that has been closed; a no-op if it is not here. */
    public void remove(LoopResource resource) {
        if (!resource.listed) {
            return;
        }
        LoopResource before = resource.before;
        LoopResource after = resource.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        resource.before = null;
        resource.after = null;
        resource.listed = false;
    }

    /** Counts what is open. */
    public int open() {
        int count = 0;
        for (LoopResource each = first; each != null; each = each.after) {
            count++;
        }
        return count;
    }

    @Override
    protected void loopEnds() {
        LoopResource next;
        for (LoopResource each = first; each != null; each = next) {
            next = each.after;
            each.loopEnds();
        }
    }

    @Override
    protected void loopCloses() {
        for (LoopResource each = first; each != null; each = first) {
            remove(each);
            each.loopCloses();
        }
    }
}
