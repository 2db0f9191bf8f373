import static dev.weft.Weft.await;
import static dev.weft.Weft.yieldNow;

import dev.weft.testing.junit.WeftTest;

/** The monitor would be held for as long as the test takes. */
class AwaitInSynchronizedTest {
    @WeftTest
    synchronized void test() {
        await(yieldNow());
    }

    static Object call() {
        new AwaitInSynchronizedTest().test();
        return "tested";
    }
}
