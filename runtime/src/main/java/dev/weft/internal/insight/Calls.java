package dev.weft.internal.insight;

import dev.weft.internal.coroutine.FrameReader;
import dev.weft.internal.coroutine.StageAwaiter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The suspended calls of methods that return stages in one picture. To those with which it begins it adds the ones outside
 * any loop that another one, or a task, is found to wait for.
 */
final class Calls {

    private final List<StageAwaiter> calls = new ArrayList<>(); // the thread that reads: in the order of their numbers
    private final IdentityHashMap<CompletionStage<?>, Long> ids = new IdentityHashMap<>(); // the same: by own stage

    /** Adds a call. */
    void add(StageAwaiter call) {
        calls.add(call);
        CompletionStage<?> own = FrameReader.completed(call);
        if (own != null) {
            ids.put(own, id(calls.size() - 1));
        }
    }

    int size() {
        return calls.size();
    }

    StageAwaiter get(int index) {
        return calls.get(index);
    }

    /** Returns the number of a call as a task of the picture, given its index. */
    static long id(int index) {
        return -1L - index;
    }

    /** Returns the number of the call that completes a stage; null if none does. */
    @Nullable
    Long idOf(@Nullable CompletionStage<?> stage) {
        Long known = stage == null ? null : ids.get(stage);
        StageAwaiter detached = stage == null || known != null ? null : FrameReader.detachedCall(stage);
        if (detached == null) {
            return known;
        }
        add(detached);
        return ids.get(stage);
    }

    /** Returns the name of a call, given its number. */
    String name(long id) {
        return name(calls.get(Math.toIntExact(-1 - id)));
    }

    /** Returns the name of a call. */
    static String name(StageAwaiter call) {
        return FrameReader.nameOf(call) + "()";
    }
}
