package dev.weft.agent.neighbours;

import dev.weft.agent.ChildJvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A session of the JDK's command line debugger with a program that runs under the agent. */
final class JdbSession implements AutoCloseable {
    private static final Pattern PROMPT = Pattern.compile("(?s).*\\n\\w+\\[1] $");
    private static final String EXITED = "The application exited";

    private final Process program;
    private final Process debugger;
    private final Reader said;
    private final Writer commands;

    private JdbSession(Process program, Process debugger) {
        this.program = program;
        this.debugger = debugger;
        this.said = debugger.inputReader(StandardCharsets.UTF_8);
        this.commands = debugger.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts {@code Main} of a directory, and the debugger, which waits in front of it. */
    static JdbSession start(Path classes) throws Exception {
        var program = new ProcessBuilder(
                        tool("java"),
                        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0",
                        "-javaagent:" + ChildJvm.AGENT,
                        "-cp",
                        ChildJvm.runtime() + File.pathSeparator + classes,
                        "Main")
                .redirectErrorStream(true)
                .start();
        String port = new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))
                .readLine()
                .replaceAll("\\D+", "");
        var debugger = new ProcessBuilder(tool("jdb"), "-J-Duser.language=en", "-attach", "127.0.0.1:" + port)
                .redirectErrorStream(true)
                .start();
        var session = new JdbSession(program, debugger);
        session.untilPrompt();
        return session;
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** What the debugger says to commands, until it asks for the next one or the program has ended. */
    String say(String... lines) throws IOException {
        var text = new StringBuilder();
        for (var line : List.of(lines)) {
            commands.write(line + "\n");
            commands.flush();
            text.append(untilPrompt());
        }
        return text.toString();
    }

    private String untilPrompt() throws IOException {
        var text = new StringBuilder("\n");
        for (int c = said.read(); c >= 0; c = said.read()) {
            text.append((char) c);
            if (PROMPT.matcher(text).matches() || text.indexOf(EXITED) >= 0) {
                return text.toString();
            }
        }
        return text.append("(end of the debugger's output)").toString();
    }

    @Override
    public void close() {
        debugger.destroyForcibly();
        program.destroyForcibly();
    }
}
