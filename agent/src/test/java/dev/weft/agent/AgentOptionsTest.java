package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.transform.BlockingPolicies;
import dev.weft.agent.transform.ClassScope;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentOptionsTest {
    private static final String KNOWN =
            " Known options: dump=DIR (writes each woven class to DIR, before and after weaving, and its plan),"
                    + " verify=true|false (checks woven classes before they are defined),"
                    + " summary=true|false|verbose (prints at exit what was woven, what was not, and why),"
                    + " report=FILE (writes the same to FILE, one fact per line), stress=PREFIX;PREFIX (makes every call"
                    + " suspend in classes whose names start with a prefix; prints the summary too), test=PREFIX;PREFIX"
                    + " (for tests, never in production: finds suspension races and blocking calls in classes whose names"
                    + " start with a prefix, and gives them the time and the chance of a test's loop),"
                    + " blocking=warn|refuse|rewrite|off[;PREFIX;PREFIX] (reports calls that block a thread in"
                    + " @Async methods, refuses those methods, turns some of the calls into awaits, or does none of it; for"
                    + " all classes, or for those whose names start with a prefix),"
                    + " jfr=true|false (writes events of tasks into recordings of the JDK's Flight Recorder),"
                    + " console=jmx (lets ps, pstree, watch and jfr ask by JMX, without a warning of the JVM).";

    @Test
    void parse_nothing_givesTheDefaults() {
        assertThat(AgentOptions.parse(null))
                .isEqualTo(new AgentOptions(null, false, null, null, null, null, null, null));
        assertThat(AgentOptions.parse("")).isEqualTo(new AgentOptions(null, false, null, null, null, null, null, null));
    }

    @Test
    void parse_everyOption_isUnderstood() {
        assertThat(
                        AgentOptions.parse(
                                "dump=target/woven,verify=true,stress=org.apache.;app.,test=app.,summary=verbose,report=woven.txt,blocking=refuse,blocking=off;app.batch.,jfr=true,console=jmx"))
                .isEqualTo(new AgentOptions(
                        Path.of("target", "woven"),
                        true,
                        new ClassScope(List.of("org/apache/", "app/")),
                        new ClassScope(List.of("app/")),
                        SummaryDetail.EACH_METHOD,
                        Path.of("woven.txt"),
                        BlockingPolicies.DEFAULT.and("refuse").and("off;app.batch."),
                        new InsightOptions(true, true)));
        assertThat(AgentOptions.parse("verify=false"))
                .isEqualTo(new AgentOptions(null, false, null, null, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dmup=x            | unknown option 'dmup'.
            verify=true,x=1   | unknown option 'x'.
            verify=true,      | unknown option ''.
            verify            | option 'verify' takes true or false, not ''.
            verify=yes        | option 'verify' takes true or false, not 'yes'.
            dump              | option 'dump' needs a directory, for example dump=target/woven.
            dump=             | option 'dump' needs a directory, for example dump=target/woven.
            stress=           | option 'stress' needs the start of a class name, for example stress=org.apache.commons.lang3.
            stress=;          | option 'stress' needs the start of a class name, for example stress=org.apache.commons.lang3.
            summary=yes       | option 'summary' takes true, false or verbose, not 'yes'.
            blocking=yes      | option 'blocking' takes warn, refuse, rewrite or off, and for some classes only the starts of their names, as in refuse;app.;lib., but not 'yes'.
            blocking=off;     | option 'blocking' takes warn, refuse, rewrite or off, and for some classes only the starts of their names, as in refuse;app.;lib., but not 'off;'.
            jfr=on            | option 'jfr' takes true or false, not 'on'.
            console=true      | option 'console' takes jmx, not 'true'.
            report=           | option 'report' needs a file, for example report=target/woven.txt.
            """)
    void parse_mistake_saysWhichAndListsTheKnownOptions(String options, String message) {
        assertThatThrownBy(() -> AgentOptions.parse(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weft-agent: " + message + KNOWN);
    }
}
