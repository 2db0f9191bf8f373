package dev.weft.internal.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The receiver of what a wire brings. Its methods are called on the loop's thread and must not throw. */
public abstract class Receiver {

    /** Creates a receiver. */
    protected Receiver() {}

    /** Takes all bytes of a buffer, which belongs to the wire again afterwards. */
    public abstract void received(ByteBuffer bytes);

    /**
     * Learns that the peer sends no more; writing goes on.
     *
     * @param truncated the failure of a read to the end, if the peer broke off without the end that the protocol asks for
     */
    public abstract void ended(@Nullable IOException truncated);

    /** Learns that the wire has taken some of what was pending. */
    public abstract void sent();

    /**
     * Learns that the wire is gone, both ways.
     *
     * @param why the failure; null after a close or an abort of this side
     */
    public abstract void lost(@Nullable IOException why);
}
