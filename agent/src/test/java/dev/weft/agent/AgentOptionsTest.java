package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentOptionsTest {
    private static final String KNOWN =
            " Known options: dump=DIR (writes each woven class there, before and after, and its"
                    + " plan), verify=true|false (checks woven classes before they are defined).";

    @Test
    void parse_nothing_givesTheDefaults() {
        assertThat(AgentOptions.parse(null)).isEqualTo(new AgentOptions(null, false));
        assertThat(AgentOptions.parse("")).isEqualTo(new AgentOptions(null, false));
    }

    @Test
    void parse_everyOption_isUnderstood() {
        assertThat(AgentOptions.parse("dump=target/woven,verify=true"))
                .isEqualTo(new AgentOptions(Path.of("target", "woven"), true));
        assertThat(AgentOptions.parse("verify=false")).isEqualTo(new AgentOptions(null, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dmup=x            | unknown option 'dmup'.
            verify=true,x=1   | unknown option 'x'.
            verify=true,      | unknown option ''.
            verify            | option 'verify' has the value '' and takes true or false.
            verify=yes        | option 'verify' has the value 'yes' and takes true or false.
            dump              | option 'dump' needs a directory, as in dump=target/woven.
            dump=             | option 'dump' needs a directory, as in dump=target/woven.
            stress=org.apache.| option 'stress' is not supported by this version yet.
            """)
    void parse_mistake_saysWhichAndListsTheKnownOptions(String options, String message) {
        assertThatThrownBy(() -> AgentOptions.parse(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weft-agent: " + message + KNOWN);
    }
}
