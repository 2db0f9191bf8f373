import static dev.weft.Weft.await;
import static dev.weft.Weft.yieldNow;

import dev.weft.testing.junit.WeftTest;

/** JUnit would pass it over. */
class TestThatIsPrivate {
    @WeftTest
    private void test() {
        await(yieldNow());
    }

    static Object call() {
        new TestThatIsPrivate().test();
        return "tested";
    }
}
