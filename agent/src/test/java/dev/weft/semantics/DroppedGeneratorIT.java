package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.emit;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rule 45 for generators that are dropped half-used: they are closed when they are garbage, as in CPython. */
class DroppedGeneratorIT {
    private static final int COLLECTIONS = 200; // a garbage collector needs one
    private static final Duration TICK = Duration.ofMillis(1);

    private final List<String> log = new ArrayList<>();
    private final TestLoop loop = new TestLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    @Async
    private AsyncIterator<String> values(String name) {
        try {
            emit(name + " 1");
            await(sleep(TICK));
            emit(name + " 2");
        } finally {
            await(sleep(TICK));
            log.add(name + " closed");
        }
        return AsyncIterator.end();
    }

    @Async
    private Coroutine<Void> useOneAndDrop(String name) {
        AsyncIterator<String> it = values(name);
        await(it.advance());
        log.add(it.current());
        return completed();
    }

    @Async
    private Coroutine<Void> collectUntilClosed(int closed) {
        for (int i = 0;
                i < COLLECTIONS
                        && log.stream().filter(line -> line.endsWith("closed")).count() < closed;
                i++) {
            System.gc();
            await(sleep(TICK));
        }
        return completed();
    }

    @Async
    private Coroutine<Void> dropAndCollect() {
        await(useOneAndDrop("a"));
        await(collectUntilClosed(1));
        log.add("main ends");
        return completed();
    }

    @Test
    void generator_thatIsGarbage_isClosedWhileTheProgramRuns() {
        loop.run(dropAndCollect());
        assertThat(log).containsExactly("a 1", "a closed", "main ends");
    }

    @Async
    private Coroutine<Void> keepAndCollect() {
        AsyncIterator<String> kept = values("kept");
        await(kept.advance());
        await(useOneAndDrop("dropped"));
        await(collectUntilClosed(1));
        await(kept.advance());
        log.add(kept.current());
        return completed();
    }

    @Test
    void generator_thatIsReachable_isNotClosed() {
        loop.run(keepAndCollect());
        assertThat(log).containsExactly("dropped 1", "dropped closed", "kept 2");
        loop.close();
    }

    @Async
    private Coroutine<Boolean> waitsInAnAdvance() {
        AsyncIterator<String> it = waiting();
        await(it.advance());
        return completed(await(it.advance())); // the last use of the variable
    }

    @Async
    private AsyncIterator<String> waiting() {
        try {
            emit("first");
            for (int i = 0; i < 5; i++) {
                await(sleep(TICK));
                System.gc();
            }
            emit("second");
        } finally {
            log.add("waiting closed");
        }
        return AsyncIterator.end();
    }

    @Async
    private Coroutine<Void> awaitsAnAdvanceAcrossCollections() {
        Task<Boolean> task = createTask(waitsInAnAdvance());
        log.add("advanced: " + await(task));
        await(collectUntilClosed(1));
        return completed();
    }

    @Test
    void generator_whoseLastAdvanceIsAwaited_isNotClosedBeforeItsEnd() {
        loop.run(awaitsAnAdvanceAcrossCollections());
        assertThat(log).containsExactly("advanced: true", "waiting closed");
    }
}
