package dev.weft.net;

import dev.weft.internal.net.LoopNetwork;
import dev.weft.internal.net.Wire;
import java.nio.ByteBuffer;

/** A write of several buffers: small ones are put together, because a copy costs less than a second system call. */
final class Gathering {

    private Gathering() {}

    static void write(LoopNetwork network, Wire wire, ByteBuffer... parts) {
        long total = 0;
        for (ByteBuffer part : parts) {
            total += part.remaining();
        }
        if (total > LoopNetwork.SCRATCH || parts.length == 1) {
            for (ByteBuffer part : parts) {
                wire.write(part);
            }
            return;
        }
        byte[] together = network.arrays().take((int) total);
        int at = 0;
        for (ByteBuffer part : parts) {
            int count = part.remaining();
            part.get(together, at, count);
            at += count;
        }
        wire.write(together, 0, at);
        network.arrays().give(together);
    }
}
