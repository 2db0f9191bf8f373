import static dev.weft.Weft.await;
import static dev.weft.Weft.yieldNow;

import dev.weft.testing.junit.WeftTest;

/** With the annotation of Weft the test runs on a loop. */
class AwaitInPlainTest {
    static final String EXPECTED = "tested";

    @WeftTest
    void test() {
        await(yieldNow());
    }

    static Object call() {
        new AwaitInPlainTest().test();
        return "tested";
    }
}
