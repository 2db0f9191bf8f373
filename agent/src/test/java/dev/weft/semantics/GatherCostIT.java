package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a gather allocates for each child, its task and coroutine included: no table, and no object that others need not. */
class GatherCostIT {
    private static final int CHILDREN = 1_000;
    private static final long TIMES = 200;
    private static final long MOST = 110_000; // bytes for all children

    @Async
    private static Coroutine<Void> child() {
        return completed();
    }

    @Async
    private static Coroutine<Void> gathers(List<Coroutine<Void>> children, long times) {
        for (long i = 0; i < times; i++) {
            children.clear();
            for (int c = 0; c < CHILDREN; c++) {
                children.add(child());
            }
            await(gather(children));
        }
        return completed();
    }

    @Test
    void gather_ofManyCoroutines_allocatesLittleForEach() {
        List<Coroutine<Void>> children = new ArrayList<>(CHILDREN);
        try (TestLoop loop = new TestLoop()) {
            assertThat(AllocatedBytes.perCall(n -> loop.run(gathers(children, n)), TIMES))
                    .isLessThanOrEqualTo(MOST);
        }
    }
}
