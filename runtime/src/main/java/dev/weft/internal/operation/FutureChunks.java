package dev.weft.internal.operation;

import dev.weft.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A list of futures in chunks: a growing array would allocate three times what it holds. */
final class FutureChunks {

    private static final int FIRST = 4; // futures of the first chunk: most groups are small
    private static final int SIZE = 32; // futures of each other chunk

    private final ArrayList<@Nullable Future<?>[]> chunks = new ArrayList<>(1); // loop thread
    private int size; // loop thread

    private static @Nullable Future<?>[] chunk(int length) {
        return new Future<?>[length];
    }

    int size() {
        return size;
    }

    void add(Future<?> future) {
        if (chunkOf(size) == chunks.size()) {
            chunks.add(chunk(size == 0 ? FIRST : SIZE));
        }
        set(size++, future);
    }

    /** Returns all, in order. */
    List<Future<?>> copy() {
        List<Future<?>> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(get(i));
        }
        return all;
    }

    /** Removes those that are done. */
    void removeDone() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Future<?> future = get(i);
            if (!future.isDone()) {
                set(kept++, future);
            }
        }
        for (int i = kept; i < size; i++) {
            set(i, null);
        }
        size = kept;
        int needed = kept == 0 ? 0 : chunkOf(kept - 1) + 1;
        chunks.subList(needed, chunks.size()).clear();
    }

    private static int chunkOf(int index) {
        return index < FIRST ? 0 : 1 + (index - FIRST) / SIZE;
    }

    private Future<?> get(int index) {
        return Objects.requireNonNull(chunks.get(chunkOf(index))[inChunk(index)]);
    }

    private void set(int index, @Nullable Future<?> future) {
        chunks.get(chunkOf(index))[inChunk(index)] = future;
    }

    private static int inChunk(int index) {
        return index < FIRST ? index : (index - FIRST) % SIZE;
    }
}
