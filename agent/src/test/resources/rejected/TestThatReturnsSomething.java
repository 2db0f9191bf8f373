import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Coroutine;
import dev.weft.testing.junit.WeftTest;

/** JUnit would pass it over. */
class TestThatReturnsSomething {
    @WeftTest
    Coroutine<Void> test() {
        await(yieldNow());
        return completed();
    }

    static Object call() {
        return new TestThatReturnsSomething().test();
    }
}
