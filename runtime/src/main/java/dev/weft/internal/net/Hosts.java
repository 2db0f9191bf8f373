package dev.weft.internal.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and addresses of hosts. */
public final class Hosts {

    private static final int LONGEST_NAME = 253; // RFC 1035, without the last dot

    private Hosts() {}

    /** Returns the address that a text is, without a look-up; null if it is a name. */
    public static @Nullable InetAddress literal(String host) throws UnknownHostException {
        if (host.indexOf(':') >= 0 || isFourNumbers(host)) {
            return InetAddress.getByName(host);
        }
        return null;
    }

    private static boolean isFourNumbers(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            boolean digits =
                    !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    /** Returns the name of a host; throws if a text cannot be one. */
    public static String checkName(String call, @Nullable String host) throws UnknownHostException {
        if (host == null || host.isEmpty()) {
            throw new IllegalArgumentException(
                    call + ": the name or address of a host was expected, got " + (host == null ? "null" : "nothing"));
        }
        if (host.length() > LONGEST_NAME && host.indexOf(':') < 0) {
            throw new UnknownHostException(call + ": a host's name has at most " + LONGEST_NAME + " characters, got "
                    + host.length() + ": " + host.substring(0, 40) + "...");
        }
        return host;
    }

    /** Throws if a number is no port. */
    public static void checkPort(String call, int port, int least) {
        if (port < least || port > 65_535) {
            throw new IllegalArgumentException(call + ": a port from " + least + " to 65535 was expected, got " + port);
        }
    }

    /** Returns addresses of both families in turn, beginning with that of the first: RFC 8305, section 4. */
    public static List<InetAddress> interleaved(List<InetAddress> addresses) {
        List<InetAddress> first = new ArrayList<>();
        List<InetAddress> second = new ArrayList<>();
        for (InetAddress address : addresses) {
            boolean asFirst = address instanceof Inet4Address == addresses.get(0) instanceof Inet4Address;
            (asFirst ? first : second).add(address);
        }
        List<InetAddress> mixed = new ArrayList<>(addresses.size());
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            if (i < first.size()) {
                mixed.add(first.get(i));
            }
            if (i < second.size()) {
                mixed.add(second.get(i));
            }
        }
        return mixed;
    }
}
