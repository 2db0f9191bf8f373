package dev.weft.net;

import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.abi.Frame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of a stream. Nothing is read ahead, so that an iteration which is left early loses nothing. */
final class Lines implements AsyncIterator<byte[]> {

    private final StreamCore core; // constant after construction
    private byte @Nullable [] current; // loop thread

    Lines(StreamCore core) {
        this.core = core;
    }

    @Override
    public Coroutine<Boolean> advance() {
        return Frame.made(new Advance(core, this));
    }

    @Override
    public byte[] current() {
        byte[] line = current;
        if (line == null) {
            throw new IllegalStateException("current() of lines(): there is none before advance() has given true");
        }
        return line;
    }

    @Override
    public Coroutine<Void> close() {
        return Weft.completed();
    }

    /** The coroutine of {@code advance}. */
    private static final class Advance extends ReadFrame<Boolean> {
        private final Lines lines; // constant after construction
        private final ReadLineFrame line; // constant after construction: only its attempts are used

        Advance(StreamCore core, Lines lines) {
            super(core);
            this.lines = lines;
            line = new ReadLineFrame(core);
        }

        @Override
        Object attempt() throws IOException {
            Object outcome = line.attempt();
            if (outcome instanceof byte[] bytes) {
                lines.current = bytes.length == 0 ? null : bytes;
                return bytes.length > 0;
            }
            return outcome;
        }

        @Override
        String method() {
            return "lines";
        }
    }
}
