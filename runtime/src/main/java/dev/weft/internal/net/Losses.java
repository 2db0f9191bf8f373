package dev.weft.internal.net;

import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLException;

/** The exception of a lost connection: a {@link SocketException} whatever the JDK threw. */
public final class Losses {

    private Losses() {}

    /** Returns the exception itself if it names its kind, otherwise a SocketException with the same message. */
    public static IOException of(IOException thrown) {
        if (thrown instanceof SocketException || thrown instanceof SSLException) {
            return thrown;
        }
        String message = thrown instanceof ClosedChannelException
                ? "the channel was closed by other code"
                : thrown.getMessage() == null ? "the connection is lost" : thrown.getMessage();
        SocketException loss = new SocketException(message);
        loss.initCause(thrown);
        return loss;
    }
}
