package dev.weft.internal.loop;

import dev.weft.internal.time.Timer;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The timers of a loop, in a sorted list, until the wheel takes their place. */
final class SortedTimers {

    private final ArrayList<Timer> sorted = new ArrayList<>(); // loop thread

    void add(Timer timer) {
        int at = sorted.size();
        while (at > 0 && sorted.get(at - 1).timerDeadline() - timer.timerDeadline() > 0) {
            at--;
        }
        sorted.add(at, timer);
    }

    void remove(Timer timer) {
        sorted.removeIf(other -> other == timer);
    }

    @Nullable
    Timer first() {
        return sorted.isEmpty() ? null : sorted.get(0);
    }

    @Nullable
    Timer pollDue(long now) {
        Timer first = first();
        return first == null || first.timerDeadline() - now > 0 ? null : sorted.remove(0);
    }

    @Nullable
    Timer pollAny() {
        return sorted.isEmpty() ? null : sorted.remove(0);
    }
}
