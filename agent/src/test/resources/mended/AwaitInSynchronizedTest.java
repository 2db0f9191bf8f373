import static dev.weft.Weft.await;
import static dev.weft.Weft.yieldNow;

import dev.weft.testing.junit.WeftTest;

class AwaitInSynchronizedTest {
    static final String EXPECTED = "tested";

    @WeftTest
    void test() {
        await(yieldNow());
    }

    static Object call() {
        new AwaitInSynchronizedTest().test();
        return "tested";
    }
}
