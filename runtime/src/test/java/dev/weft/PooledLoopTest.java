package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Event loops on the only thread of a pool, which wait for something that needs a thread of the same pool. */
@SuppressWarnings("FutureReturnValueIgnored") // the outcome is seen in what the loop returns
class PooledLoopTest {

    private final ForkJoinPool pool = new ForkJoinPool(1);

    @AfterEach
    void endPool() {
        pool.shutdownNow();
    }

    private CompletableFuture<Object> inThePool() {
        return CompletableFuture.supplyAsync(() -> "from the pool", pool);
    }

    private Object run(Coroutine<?> main) throws Exception {
        return pool.submit(() -> Weft.run(main)).get(30, TimeUnit.SECONDS);
    }

    @Test
    void run_thatAwaitsWorkOfItsOwnPool_doesNotStarve() throws Exception {
        assertThat(run(Steps.of("main", x -> inThePool()))).isEqualTo("from the pool");
    }

    @Test
    void run_withATimerPending_doesNotStarveEither() throws Exception {
        assertThat(run(Steps.of("main", x -> {
                    EventLoop.running().callLater(Duration.ofHours(1), () -> {});
                    return inThePool();
                })))
                .isEqualTo("from the pool");
    }

    @Test
    void run_inTheRunOfAnotherThreadOfThePool_nests() throws Exception {
        assertThat(run(Steps.of(
                        "main",
                        x -> CompletableFuture.supplyAsync(() -> Weft.run(Steps.of("inner", y -> inThePool())), pool))))
                .isEqualTo("from the pool");
    }

    @Test
    void testLoop_inAPool_doesNotStarve() throws Exception {
        Object value = pool.submit(() -> {
                    try (TestLoop loop = new TestLoop()) {
                        return loop.run(Steps.of("main", x -> inThePool()));
                    }
                })
                .get(30, TimeUnit.SECONDS);

        assertThat(value).isEqualTo("from the pool");
    }
}
