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
import java.util.Set;
import java.util.regex.Pattern;

/** A session of the JDK's command line debugger with a program that runs under the agent. */
final class JdbSession implements AutoCloseable {
    private static final String PROMPT = "(?s:.*)\\n\\w+\\[1] $";
    private static final Pattern STARTED = Pattern.compile("(?s:.*)VM Started" + PROMPT);
    private static final Pattern STOPPED =
            Pattern.compile("(?s:.*)((Breakpoint hit|Step completed):" + PROMPT + "|The application exited)");

    /** What the debugger does not know: its complaint comes when all that was asked before is answered. */
    private static final String MARK = "mark";

    private static final Pattern MARKED = Pattern.compile("(?s:.*)'" + MARK + "'" + PROMPT);
    private static final String PRINT = "print ";
    private static final Set<String> RESUMING = Set.of("cont", "next", "step");

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
        session.until(STARTED);
        return session;
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** What the debugger says to commands: to one that resumes the program, until that stops again or has ended. */
    String say(String... lines) throws IOException {
        var text = new StringBuilder();
        for (var line : lines) {
            send(line);
            text.append(answer(line));
        }
        return text.toString();
    }

    /**
     * A prompt alone does not end an answer: the thread that tells of events prints some of its own, at any time. What is
     * to be printed is evaluated by a thread as well.
     */
    private String answer(String line) throws IOException {
        if (RESUMING.contains(line)) {
            return until(STOPPED);
        }
        if (line.startsWith(PRINT)) {
            return until(Pattern.compile("(?s:.*)" + Pattern.quote(line.substring(PRINT.length())) + " = .*" + PROMPT));
        }
        send(MARK);
        return until(MARKED);
    }

    private void send(String line) throws IOException {
        commands.write(line + "\n");
        commands.flush();
    }

    private String until(Pattern end) throws IOException {
        var text = new StringBuilder("\n");
        for (int c = said.read(); c >= 0; c = said.read()) {
            text.append((char) c);
            if (end.matcher(text).matches()) {
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
