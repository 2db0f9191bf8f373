package dev.weft.agent.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The state of a process by the letter that Linux tells in {@code /proc}; elsewhere it is unknown. */
final class ProcessState {
    private static final char UNKNOWN = '?';

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

    private char letter() {
        try {
            return letter(Files.readString(Path.of("/proc", pid, "stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException | RuntimeException unknown) {
            return UNKNOWN;
        }
    }

    /** Returns the letter in such a file, behind the name of the program, which may have any characters. */
    static char letter(String stat) {
        int end = stat.lastIndexOf(") ");
        return end < 0 || end + 2 >= stat.length() ? UNKNOWN : stat.charAt(end + 2);
    }
}
