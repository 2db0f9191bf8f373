package dev.weft.agent;

import java.lang.instrument.Instrumentation;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * Weaving in a JVM that runs already, for programs that cannot be started with the agent.
 *
 * <p>{@code weft-agent.jar} is on the class path then, beside {@code weft-runtime.jar}:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *     Weaving.install();      // before the first class that awaits is used
 *     Application.start(args);
 * }
 * }</pre>
 *
 * A class that was loaded before stays as it was: the JVM lets no class get new methods. From JDK 21 on the JVM warns on
 * standard error that an agent was loaded dynamically, and a later one will refuse it; the option
 * {@code -XX:+EnableDynamicAgentLoading} says that this is meant.
 */
public final class Weaving {
    private Weaving() {}

    /**
     * Weaves classes that are loaded from now on. If the agent is in this JVM already, whichever way, nothing happens.
     *
     * @return the classes that were loaded before, await, and now cannot be woven; each is reported on standard error
     * @throws IllegalStateException if nobody can attach to this JVM
     */
    public static synchronized List<Class<?>> install() {
        return AgentMain.isInstalled() ? List.of() : AgentMain.attach(null, instrumentation());
    }

    private static Instrumentation instrumentation() {
        try {
            return ByteBuddyAgent.install();
        } catch (RuntimeException | LinkageError refused) {
            throw new IllegalStateException(
                    "weft-agent: attaching to this JVM failed (" + refused.getMessage()
                            + "). It needs the module jdk.attach and the java command in its bin directory, and must not be"
                            + " started with -XX:+DisableAttachMechanism or -XX:-EnableDynamicAgentLoading. If it cannot have"
                            + " that, start it with -javaagent:weft-agent.jar, or weave the program when it is built.",
                    refused);
        }
    }
}
