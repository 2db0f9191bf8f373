package dev.weft.net;

import dev.weft.Coroutine;
import java.net.InetAddress;
import java.util.List;

/** A way from the name of a host to its addresses. */
@FunctionalInterface
public interface Resolver {

    /**
     * Looks up a name.
     *
     * @param host the name
     * @return a coroutine of the addresses, the best first
     * @throws Exception thrown where the coroutine is awaited: a {@link java.net.UnknownHostException} if there is no such host
     */
    Coroutine<List<InetAddress>> resolve(String host) throws Exception;

    /**
     * Returns the resolver that asks the operating system, with {@link InetAddress#getAllByName}, on a thread of its own. No
     * loop waits for that thread at its end.
     *
     * @return the resolver
     */
    static Resolver system() {
        return SystemResolver.INSTANCE;
    }
}
