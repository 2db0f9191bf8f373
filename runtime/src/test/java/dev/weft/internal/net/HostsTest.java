package dev.weft.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, and addresses that need no look-up. */
class HostsTest {
    private static InetAddress address(String literal) throws UnknownHostException {
        InetAddress address = Hosts.literal(literal);
        assertThat(address).isNotNull();
        return address;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "255.255.255.255", "0.0.0.0", "::1", "fe80::1", "::ffff:1.2.3.4"})
    void address_asText_isNoName(String text) throws UnknownHostException {
        assertThat(Hosts.literal(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "256.1.1.1", "1.2.3", "1.2.3.4.5", "1.2.3.x", "1..2.3", "1.2.3.0004"})
    void name_isNoAddress(String text) throws UnknownHostException {
        assertThat(Hosts.literal(text)).isNull();
    }

    @Test
    void brokenAddress_isRefusedWithoutALookUp() {
        assertThatThrownBy(() -> Hosts.literal("::nowhere")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void addresses_ofTwoFamilies_takeTurnsBeginningWithTheFirst() throws UnknownHostException {
        InetAddress a6 = address("::1");
        InetAddress b6 = address("::2");
        InetAddress c6 = address("::3");
        InetAddress a4 = address("1.1.1.1");
        InetAddress b4 = address("2.2.2.2");
        assertThat(Hosts.interleaved(List.of(a6, b6, c6, a4, b4))).containsExactly(a6, a4, b6, b4, c6);
        assertThat(Hosts.interleaved(List.of(a4, b4))).containsExactly(a4, b4);
    }
}
