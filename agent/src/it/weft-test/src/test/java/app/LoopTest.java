package app;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.weft.Weft;
import dev.weft.testing.junit.WeftTest;

/** A test in which nothing awaits: only the runner can see that it is not woven. */
class LoopTest {
    @WeftTest
    void test_thatAwaitsNothing_runsOnALoop() {
        assertNotNull(Weft.currentTask());
    }
}
