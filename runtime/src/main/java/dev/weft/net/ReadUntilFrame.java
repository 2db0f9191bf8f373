package dev.weft.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine of {@code readUntil}.
 *
 * <p>The search resumes where it stopped, so that bytes that come one by one cost no more than those that come at once.
 */
class ReadUntilFrame extends ReadFrame<byte[]> {

    private final byte[][] separators; // constant after construction
    private final int shortest; // constant after construction
    private final int longest; // constant after construction
    private int searched; // loop thread: no separator begins before here

    ReadUntilFrame(StreamCore core, byte[][] separators) {
        super(core);
        this.separators = separators;
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (byte[] separator : separators) {
            least = Math.min(least, separator.length);
            most = Math.max(most, separator.length);
        }
        shortest = least;
        longest = most;
    }

    @Override
    final Object attempt() throws IOException {
        int size = core.in.size();
        if (size - searched >= shortest) {
            Object found = find();
            if (found != null) {
                return found;
            }
            searched = Math.max(0, size + 1 - longest);
            if (searched > core.limit) {
                throw overrun("no separator within the limit", searched);
            }
        }
        if (core.isEnded()) {
            return atEnd();
        }
        return MORE;
    }

    private byte @Nullable [] find() throws IOException {
        int start = -1;
        int end = Integer.MAX_VALUE;
        for (byte[] separator : separators) {
            int place = core.in.find(separator, searched);
            if (place >= 0 && place + separator.length < end) {
                start = place;
                end = place + separator.length;
            }
        }
        if (start > core.limit) {
            throw overrun("the separator comes behind the limit", start);
        }
        return start < 0 ? null : core.in.take(end);
    }

    @Override
    final void startAgain() {
        searched = 0;
    }

    /** Returns the exception of a run that is too long; the bytes stay in the reader. */
    LimitOverrunException overrun(String what, int consumed) {
        return new LimitOverrunException(
                method() + ": " + what + " of " + core.limit + " bytes, which limit(..) of the options sets", consumed);
    }

    /** Returns or throws what is due at the end of a stream without another separator. */
    Object atEnd() throws IOException {
        core.checkTruncated();
        throw new IncompleteReadException(core.in.take(Integer.MAX_VALUE), -1);
    }

    @Override
    String method() {
        return "readUntil";
    }
}
