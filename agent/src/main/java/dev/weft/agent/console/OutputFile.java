package dev.weft.agent.console;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file that a command writes, and sentences about why it cannot be written. */
final class OutputFile {
    private final Path file;

    OutputFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Looks whether the file can be written, before what goes into it is made.
     *
     * @throws IllegalStateException with the reason
     */
    void check() {
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw refused(file + " is a folder");
        }
        if (!Files.exists(folder)) {
            throw refused("there is no folder " + folder);
        }
        if (!Files.isDirectory(folder)) {
            throw refused(folder + " is not a folder");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw refused("its user has no permission");
        }
    }

    /** Returns the failure of an attempt, with its reason as a sentence. */
    IllegalStateException refused(IOException failure) {
        String reason = String.valueOf(failure.getMessage());
        if (failure instanceof AccessDeniedException) {
            reason = "its user has no permission";
        } else if (failure instanceof NoSuchFileException) {
            reason = "the system creates no such file";
        } else if (failure instanceof FileSystemException system && system.getReason() != null) {
            reason = system.getReason();
        }
        return refused(reason);
    }

    private IllegalStateException refused(String reason) {
        return new IllegalStateException("it cannot write " + file + ": " + reason);
    }
}
