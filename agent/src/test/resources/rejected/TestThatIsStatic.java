import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Coroutine;
import dev.weft.testing.junit.WeftTest;

/** JUnit would pass it over, for two reasons. */
class TestThatIsStatic {
    @WeftTest
    private static synchronized Coroutine<Void> test() {
        await(yieldNow());
        return completed();
    }

    static Object call() {
        return test();
    }
}
