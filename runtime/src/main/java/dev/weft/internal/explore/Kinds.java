package dev.weft.internal.explore;

import dev.weft.ExceptionGroup;
import dev.weft.LoopError;
import dev.weft.NotWovenError;
import dev.weft.testing.BlockingCallError;
import dev.weft.testing.ScheduleFailure.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The kinds of failures, by what was thrown. */
final class Kinds {

    private Kinds() {}

    /** Returns the failure of a run that has thrown an exception. */
    static Finding thrown(Throwable thrown) {
        Throwable decisive = find(thrown);
        if (decisive instanceof NotWovenError) {
            return Finding.of(Kind.NOT_WOVEN, String.valueOf(decisive.getMessage()), thrown);
        }
        if (decisive instanceof BlockingCallError) {
            return Finding.of(Kind.BLOCKED, String.valueOf(decisive.getMessage()), thrown);
        }
        return Finding.of(Kind.THROWN, thrown.toString(), thrown);
    }

    /** Returns the failure of a run in which a failure was reported that no code could await. */
    static Finding reported(LoopError error) {
        Throwable thrown = error.exception();
        if (thrown == null) {
            return new Finding(Kind.THROWN, error.message(), null, "report");
        }
        Finding found = thrown(thrown);
        return Finding.of(found.kind(), error.message() + ": " + found.text(), thrown);
    }

    private static Throwable find(Throwable thrown) {
        return Objects.requireNonNullElse(findOrNull(thrown, 0), thrown);
    }

    private static @Nullable Throwable findOrNull(@Nullable Throwable thrown, int depth) {
        if (thrown == null || depth > 10) {
            return null;
        }
        if (thrown instanceof NotWovenError || thrown instanceof BlockingCallError) {
            return thrown;
        }
        if (thrown instanceof ExceptionGroup group) {
            for (Throwable member : group.exceptions()) {
                Throwable found = findOrNull(member, depth + 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return findOrNull(thrown.getCause(), depth + 1);
    }
}
