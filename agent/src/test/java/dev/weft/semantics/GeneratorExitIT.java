package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.emit;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.GeneratorExit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 45 for generators that emit while they are closed. */
class GeneratorExitIT extends Twin {
    @Async
    AsyncIterator<Integer> emitsInATry() {
        try {
            emit(1);
        } finally {
            try {
                emit(2);
            } catch (RuntimeException e) {
                log("caught", e);
            }
        }
        return AsyncIterator.end();
    }

    @Async
    AsyncIterator<Integer> emitsInACatch() {
        try {
            emit(1);
        } catch (GeneratorExit e) {
            emit(2);
        }
        return AsyncIterator.end();
    }

    @Test
    void emit_whileTheGeneratorIsClosed_failsTheClose() {
        twin("rule45_emit_in_close", () -> {
            for (AsyncIterator<Integer> it : List.of(emitsInATry(), emitsInACatch())) {
                await(it.advance());
                log(it.current());
                try {
                    await(it.close());
                    log("closed");
                } catch (IllegalStateException e) {
                    log("close threw", e);
                }
            }
            return completed();
        });
    }

    @Async
    AsyncIterator<Integer> emitsInNestedTries() {
        try {
            emit(1);
        } finally {
            try {
                emit(2);
            } finally {
                await(sleep(seconds(1)));
                log("rest", now());
            }
        }
        return AsyncIterator.end();
    }

    @Async
    AsyncIterator<Integer> neverExits() {
        while (true) {
            try {
                emit(1);
            } catch (GeneratorExit e) {
                log("refuses");
            }
        }
    }

    @Test
    void restOfACleanupThatEmits_runsBeforeTheCloseFails() {
        List<String> failures = new ArrayList<>();
        runMain(() -> {
            for (AsyncIterator<Integer> it : List.of(emitsInNestedTries(), neverExits())) {
                await(it.advance());
                try {
                    await(it.close());
                } catch (IllegalStateException e) {
                    failures.add(e.getMessage());
                }
                assertThat(await(it.advance())).isFalse();
                await(it.close());
            }
            return completed();
        });
        assertThat(lines()).containsExactly("rest 1", "refuses", "refuses");
        assertThat(failures).hasSize(2).allSatisfy(text -> assertThat(text).contains("ignored GeneratorExit"));
    }
}
