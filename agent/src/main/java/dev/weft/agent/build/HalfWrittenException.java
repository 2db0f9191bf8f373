package dev.weft.agent.build;

import java.io.IOException;

/** A failure after which some of the files to write are new and others are old. */
final class HalfWrittenException extends IOException {
    private static final long serialVersionUID = 1;

    HalfWrittenException(IOException cause) {
        super(cause);
    }
}
