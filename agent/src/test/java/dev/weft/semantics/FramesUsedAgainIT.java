package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weft.Async;
import dev.weft.Coroutine;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

/** A direct call in a loop uses the frame of the one before, and what has ended keeps nothing alive. */
class FramesUsedAgainIT {
    private static final int DEPTH = 100;
    private static final int CALLS = 1_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Async
    static Coroutine<Integer> descend(int depth) {
        if (depth == 0) {
            await(yieldNow());
            return completed(0);
        }
        return completed(1 + await(descend(depth - 1)));
    }

    @Async
    static Coroutine<Long> bytesOfDeepCalls() {
        await(descend(DEPTH));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            assertThatDepthIs(await(descend(DEPTH)));
        }
        return completed(THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    private static void assertThatDepthIs(int depth) {
        if (depth != DEPTH) {
            throw new AssertionError("came back from depth " + depth);
        }
    }

    @Test
    void chainOfCalls_thatSuspendsAgainAndAgain_allocatesLessThanAFrame() {
        assertThat(run(bytesOfDeepCalls()) / CALLS).isLessThan(16);
    }

    static final class Big {
        final byte[] content = new byte[1 << 16];
    }

    @Async
    static Coroutine<Integer> use(Big big, boolean fail) {
        Big other = new Big();
        await(yieldNow());
        int length = big.content.length + other.content.length;
        await(yieldNow());
        if (fail) {
            throw new IllegalStateException("as asked");
        }
        return completed(length);
    }

    @Async
    static Coroutine<Boolean> isForgotten(boolean fail) {
        Big big = new Big();
        var seen = new WeakReference<>(big);
        int length = 0;
        try {
            length = await(use(big, fail));
        } catch (IllegalStateException expected) {
            length = -1;
        }
        big = null;
        await(yieldNow());
        for (int i = 0; i < 100 && seen.get() != null; i++) {
            System.gc();
            await(yieldNow());
        }
        return completed(seen.get() == null && length != 0);
    }

    @Test
    void argumentOfACall_thatHasReturned_isCollected() {
        assertThat(run(isForgotten(false))).isTrue();
    }

    @Test
    void argumentOfACall_thatHasThrown_isCollected() {
        assertThat(run(isForgotten(true))).isTrue();
    }
}
