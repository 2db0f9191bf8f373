package dev.weft.internal.probe;

import dev.weft.internal.loop.Activity;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** The latest accesses of one variable: the read of each task since it wrote last, and two writes. Loop thread only. */
final class History {

    final int number; // constant after construction: of the variable, in this run
    private final IdentityHashMap<Activity, Access> reads = new IdentityHashMap<>(2);
    private @Nullable Access lastWrite;
    private @Nullable Access otherWrite; // the latest by another task than that of lastWrite

    History(int number) {
        this.number = number;
    }

    void read(Access access) {
        reads.put(access.by(), access);
    }

    void write(Access access) {
        Access before = lastWrite;
        if (before != null && before.by() != access.by()) {
            otherWrite = before;
        }
        lastWrite = access;
    }

    /** Takes the latest read of a task, on which its write builds: the next write builds on a later one. */
    @Nullable
    Access takeRead(Activity by) {
        return reads.remove(by);
    }

    /** Returns the latest write of another task than one. */
    @Nullable
    Access writeByOther(Activity than) {
        Access last = lastWrite;
        return last != null && last.by() == than ? otherWrite : last;
    }
}
