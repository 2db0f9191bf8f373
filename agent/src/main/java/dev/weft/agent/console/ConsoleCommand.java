package dev.weft.agent.console;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code java -jar weft-agent.jar ps PID} and the like: a look into another JVM.
 *
 * <ol>
 *   <li>It attaches to the process, and loads a {@link LookJar} there, or else this very jar, with a question as the
 *       options of the agent.
 *   <li>The agent leaves the answer in a system property of that process, whose name this command has chosen, and where it reads it. So the two need no
 *       file that both can see, which they have not if one of them runs in a container.
 *   <li>The agent removes the property {@link ConsoleAnswer#KEPT some seconds} later. To load it once more for that would
 *       make the JVM warn twice.
 * </ol>
 *
 * <p>A process that was started with {@code console=jmx} is asked by {@link JmxQuestion} instead.
 */
public final class ConsoleCommand {
    private static final int ANSWERED = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private ConsoleCommand() {}

    /**
     * Tells whether a command line is for a look into another JVM.
     *
     * @param arguments the arguments of {@code main}
     * @return true if the first one says so
     */
    public static boolean isMeant(String[] arguments) {
        return arguments.length > 0 && ConsoleRequest.COMMANDS.contains(arguments[0]);
    }

    /**
     * Asks the process, and prints the answer.
     *
     * @param arguments the arguments of {@code main}
     * @param out told the answer
     * @param err told what is wrong
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help")) {
            out.print(ConsoleRequest.HELP);
            return ANSWERED;
        }
        ConsoleRequest request;
        try {
            request = ConsoleRequest.parse(arguments);
        } catch (IllegalArgumentException mistake) {
            err.print(mistake.getMessage());
            return WRONG_USAGE;
        }
        try {
            if (request.page() != null) {
                new OutputFile(request.page()).check();
            }
            print(request, answer(request), out);
            return ANSWERED;
        } catch (NoClassDefFoundError missing) {
            err.println("weft-agent: this Java cannot attach to a process: it lacks the module"
                    + " jdk.attach or java.management. Use a JDK.");
            return FAILED;
        } catch (IOException | URISyntaxException failure) {
            String reason = failure.getMessage();
            err.println(
                    "weft-agent: " + (reason == null ? "the process has ended, or does not answer any more." : reason));
            return FAILED;
        } catch (IllegalStateException refused) {
            err.println("weft-agent: the command has no result: " + refused.getMessage() + ".");
            return FAILED;
        }
    }

    private static void print(ConsoleRequest request, String answer, PrintStream out) throws IOException {
        if (request.page() == null) {
            out.print(answer.endsWith("\n") ? answer : answer + "\n");
            return;
        }
        String page = TreePage.of(answer.lines().findFirst().orElse("null"));
        try {
            Files.writeString(request.page(), page);
        } catch (IOException failure) {
            throw new OutputFile(request.page()).refused(failure);
        }
        out.println(request.page() + " written");
    }

    private static String answer(ConsoleRequest request) throws IOException, URISyntaxException {
        var state = new ProcessState(request.pid());
        var limit = new LookLimit(request.pid(), state::obstacle, LookLimit.NANOS + request.nanos());
        try {
            return limit.answer(() -> ask(request));
        } catch (IOException | URISyntaxException | RuntimeException failure) {
            throw failure;
        } catch (Exception other) {
            throw new IllegalStateException(other); // a look declares no others
        }
    }

    private static String ask(ConsoleRequest request) throws IOException, URISyntaxException {
        var process = attach(request.pid());
        try {
            return ConsoleAnswer.unpacked(
                    JmxQuestion.suits(process)
                            ? JmxQuestion.ask(process, request.question())
                            : askByAgent(process, request));
        } finally {
            process.detach();
        }
    }

    private static @Nullable String askByAgent(VirtualMachine process, ConsoleRequest request)
            throws IOException, URISyntaxException {
        var own = Path.of(ConsoleCommand.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try {
            return askBy(LookJar.file(), process, request);
        } catch (IOException | AgentLoadException | AgentInitializationException hidden) {
            return askByOwn(
                    own, process, request); // where the process can read the agent, but not the temporary directory
        }
    }

    private static @Nullable String askByOwn(Path jar, VirtualMachine process, ConsoleRequest request)
            throws IOException {
        try {
            return askBy(jar, process, request);
        } catch (AgentLoadException | AgentInitializationException refused) {
            throw new IOException(
                    "process " + request.pid() + " does not load the agent (" + refused.getMessage()
                            + "). It must be able to read " + jar
                            + ", and must not have been started with -XX:-EnableDynamicAgentLoading.",
                    refused);
        }
    }

    private static @Nullable String askBy(Path jar, VirtualMachine process, ConsoleRequest request)
            throws IOException, AgentLoadException, AgentInitializationException {
        var key = UUID.randomUUID().toString();
        process.loadAgent(jar.toString(), ConsoleAnswer.keyed(request.question(), key));
        return process.getSystemProperties().getProperty(ConsoleAnswer.property(key));
    }

    private static VirtualMachine attach(String pid) throws IOException {
        String danger = new ProcessState(pid).danger();
        if (danger != null) {
            throw new IOException("process " + pid + " is not asked: " + danger + ".");
        }
        try {
            return VirtualMachine.attach(pid);
        } catch (AttachNotSupportedException | IOException refused) {
            throw new IOException(
                    "cannot attach to process " + pid + " (" + refused.getMessage()
                            + "). It must be a JVM that runs as the same user, in the same container, and was not started"
                            + " with -XX:+DisableAttachMechanism.",
                    refused);
        }
    }
}
