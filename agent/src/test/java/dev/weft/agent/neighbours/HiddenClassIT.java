package dev.weft.agent.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.NotWovenError;
import dev.weft.agent.CompiledSources;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

/** Classes that no agent is asked about. */
class HiddenClassIT {
    private static final String HIDDEN = """
            package dev.weft.agent.neighbours;

            import static dev.weft.Weft.*;
            import dev.weft.*;

            class Hidden {
                @Async static Coroutine<String> greet() {
                    await(yieldNow());
                    return completed("hello");
                }
            }
            """;

    @Test
    void await_inAHiddenClass_throwsAndSaysWhy() throws Exception {
        var file = CompiledSources.compile("dev.weft.agent.neighbours.Hidden", HIDDEN)
                .get("dev/weft/agent/neighbours/Hidden");
        var hidden = MethodHandles.lookup().defineHiddenClass(file, true);
        var greet = hidden.lookupClass().getDeclaredMethod("greet");
        greet.setAccessible(true);
        assertThat(catchThrowable(() -> greet.invoke(null)).getCause())
                .isInstanceOf(NotWovenError.class)
                .hasMessageMatching(
                        "await in code that is not woven: dev\\.weft\\.agent\\.neighbours\\.Hidden/.*\\.greet"
                                + "\\(Hidden\\.java:8\\)\\. It is in a hidden class, and the JVM shows those to no agent\\."
                                + " Define the class through a class loader instead\\.");
    }
}
