package dev.weft.net;

import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.abi.Frame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The datagrams of an endpoint until it is closed. An iteration that is left early has taken none but those that it gave. */
final class Datagrams implements AsyncIterator<Datagram> {

    private final DatagramCore core; // constant after construction
    private @Nullable Datagram current; // loop thread

    Datagrams(DatagramCore core) {
        this.core = core;
    }

    @Override
    public Coroutine<Boolean> advance() {
        return Frame.made(new Advance(core, this));
    }

    @Override
    public Datagram current() {
        Datagram datagram = current;
        if (datagram == null) {
            throw new IllegalStateException("current() of datagrams(): there is none before advance() has given true");
        }
        return datagram;
    }

    @Override
    public Coroutine<Void> close() {
        return Weft.completed();
    }

    /** The coroutine of {@code advance}. */
    private static final class Advance extends DatagramReceiveFrame<Boolean> {
        private final Datagrams datagrams; // constant after construction

        Advance(DatagramCore core, Datagrams datagrams) {
            super(core);
            this.datagrams = datagrams;
        }

        @Override
        Object take() {
            byte[] data = core.queue.copy();
            datagrams.current = new Datagram(data, core.queue.remove());
            return true;
        }

        @Override
        Object closed() throws IOException {
            datagrams.current = null;
            return false;
        }

        @Override
        String method() {
            return "datagrams";
        }
    }
}
