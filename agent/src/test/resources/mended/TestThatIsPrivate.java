import static dev.weft.Weft.await;
import static dev.weft.Weft.yieldNow;

import dev.weft.testing.junit.WeftTest;

class TestThatIsPrivate {
    static final String EXPECTED = "tested";
    static String done = "";

    @WeftTest
    void test() {
        await(yieldNow());
        done = "tested";
    }

    static Object call() {
        new TestThatIsPrivate().test();
        return done;
    }
}
