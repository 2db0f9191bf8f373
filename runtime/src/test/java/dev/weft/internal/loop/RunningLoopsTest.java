package dev.weft.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.internal.io.Poller;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunningLoopsTest {

    private static final int MORE_THAN_SLOTS = 600; // so that some threads share a slot, whatever their numbers are

    @Test
    void current_onAThreadWithoutALoop_isNull() {
        assertThat(LoopCore.current()).isNull();
    }

    @Test
    void current_whileALoopRuns_isThatLoop() {
        LoopCore loop = loop();
        loop.enter();
        assertThat(LoopCore.current()).isSameAs(loop);
        loop.leave();
        assertThat(LoopCore.current()).isNull();
        loop.close();
    }

    @Test
    void current_onMoreThreadsThanSlots_isEachThreadsOwn() throws Exception {
        CyclicBarrier allEntered = new CyclicBarrier(MORE_THAN_SLOTS);
        List<FutureTask<@Nullable String>> checks = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_SLOTS; i++) {
            FutureTask<@Nullable String> check = new FutureTask<>(() -> flaw(allEntered));
            checks.add(check);
            new Thread(null, check, "loop-" + i, 128 << 10).start();
        }

        for (FutureTask<@Nullable String> check : checks) {
            assertThat(check.get()).isNull();
        }
    }

    private static @Nullable String flaw(CyclicBarrier allEntered) throws InterruptedException, BrokenBarrierException {
        LoopCore loop = loop();
        loop.enter();
        allEntered.await();
        boolean found = LoopCore.current() == loop;
        allEntered.await();
        loop.leave();
        boolean left = LoopCore.current() == null;
        loop.enter();
        boolean foundAgain = LoopCore.current() == loop;
        loop.leave();
        loop.close();
        return found && left && foundAgain ? null : "found " + found + ", left " + left + ", again " + foundAgain;
    }

    private static LoopCore loop() {
        return new LoopCore(
                new LoopListener() {
                    @Override
                    protected void report(String message, @Nullable Throwable failure) {
                        throw new AssertionError(message, failure);
                    }
                },
                System::nanoTime,
                Poller.system(System::nanoTime));
    }
}
