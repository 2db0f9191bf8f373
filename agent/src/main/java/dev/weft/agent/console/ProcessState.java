package dev.weft.agent.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The state of a process, as Linux tells it in {@code /proc}; elsewhere it is unknown. */
final class ProcessState {
    private static final char UNKNOWN = '?';
    private static final long SIGQUIT = 1L << 2; // in a mask
    private static final int HEXADECIMAL = 16;

    private final String pid;

    ProcessState(String pid) {
        this.pid = pid;
    }

    /** Returns the reason why the process cannot answer, as a clause; null if it can, or if that is unknown. */
    @Nullable
    String obstacle() {
        return switch (letter()) {
            case 'T' -> "it is stopped. kill -CONT " + pid + " lets it go on";
            case 't' -> "a debugger has stopped it";
            case 'Z', 'X' -> "it has ended";
            default -> null;
        };
    }

    /**
     * Returns the reason why an attach, which begins with a SIGQUIT, would end the process or do it other harm, as a clause;
     * null if it would not, or if that is unknown. Newer JDKs look at a part of this themselves.
     */
    @Nullable
    String danger() {
        String libraries = read("maps");
        if (isForeign(libraries)) {
            return "it is no JVM";
        }
        String status = read("status");
        return catchesQuit(status) || listens(status)
                ? null
                : "it does not catch SIGQUIT, as a JVM that has just begun";
    }

    /** Tells whether a process that has these files mapped is no JVM; false if that is unknown. */
    static boolean isForeign(String libraries) {
        return !libraries.isEmpty() && !libraries.contains("libjvm") && !libraries.contains("libj9vm");
    }

    /** Tells whether a process of this status catches the signal; true if that is unknown. */
    static boolean catchesQuit(String status) {
        String caught = line(status, "SigCgt:");
        return caught.isEmpty() || (Long.parseUnsignedLong(caught, HEXADECIMAL) & SIGQUIT) != 0;
    }

    /** Tells whether the process has the socket already, so that an attach sends no signal. */
    private boolean listens(String status) {
        String numbers = line(status, "NSpid:"); // the last one is that in its own container
        String own = numbers.substring(numbers.lastIndexOf('\t') + 1);
        return Files.exists(Path.of("/proc", pid, "root", "tmp", ".java_pid" + (own.isEmpty() ? pid : own)));
    }

    private static String line(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElse("");
    }

    private char letter() {
        return letter(read("stat"));
    }

    /** Returns a file of the process; an empty text if it cannot be read. */
    private String read(String name) {
        try {
            return Files.readString(Path.of("/proc", pid, name), StandardCharsets.ISO_8859_1);
        } catch (IOException | RuntimeException unknown) {
            return "";
        }
    }

    /** Returns the letter in such a file, behind the name of the program, which may have any characters. */
    static char letter(String stat) {
        int end = stat.lastIndexOf(") ");
        return end < 0 || end + 2 >= stat.length() ? UNKNOWN : stat.charAt(end + 2);
    }
}
