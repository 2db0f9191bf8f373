package dev.weft.net;

import java.net.SocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A datagram that has arrived. Two are equal if they have the same bytes and the same sender.
 *
 * @param data its bytes, which are the receiver's own
 * @param sender the address from which it came
 */
public record Datagram(byte[] data, SocketAddress sender) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Datagram that && Arrays.equals(data, that.data) && sender.equals(that.sender);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(data) + sender.hashCode();
    }

    @Override
    public String toString() {
        return "Datagram of " + data.length + " bytes from " + sender;
    }
}
