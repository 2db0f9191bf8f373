package dev.weft.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/** The entry points that the JVM calls when the agent is loaded. */
public final class AgentMain {
    private AgentMain() {}

    /**
     * Called before the program's {@code main}, for {@code -javaagent:weft-agent.jar}.
     *
     * @param options the text after {@code =} on the command line, or null
     * @param instrumentation the running JVM
     */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {}
}
