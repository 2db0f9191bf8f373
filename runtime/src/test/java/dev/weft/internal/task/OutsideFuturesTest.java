package dev.weft.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.EventLoop;
import dev.weft.Future;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The list of the JDK's futures that other threads hold of one loop. */
class OutsideFuturesTest {

    private static final int MANY = 100;

    private final EventLoop loop = EventLoop.create();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void size_whileAFutureIsPending_countsIt() {
        CompletableFuture<String> outside = loop.<String>createFuture().toCompletableFuture();

        assertThat(outside).isNotDone();
        assertThat(loop.outside.size()).isOne();
    }

    @Test
    void size_whenFuturesAreDone_isZero() {
        for (int i = 0; i < MANY; i++) {
            Future<String> future = loop.createFuture();
            CompletableFuture<String> outside = future.toCompletableFuture();
            future.setResult("value");
            loop.runOnce();
            assertThat(outside).isCompletedWithValue("value");
        }

        assertThat(loop.outside.size()).isZero();
    }

    @Test
    void size_whenTheOutsideIsCancelled_isZero() {
        Future<String> future = loop.createFuture();
        CompletableFuture<String> outside = future.toCompletableFuture();
        outside.cancel(false);
        loop.runOnce();
        loop.runOnce();

        assertThat(future.isCancelled()).isTrue();
        assertThat(loop.outside.size()).isZero();
    }
}
