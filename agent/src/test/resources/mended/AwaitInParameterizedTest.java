import static dev.weft.Weft.await;
import static dev.weft.Weft.yieldNow;

import dev.weft.testing.junit.WeftTest;
import org.junit.jupiter.params.ParameterizedTest;

/** Each value has a loop. */
class AwaitInParameterizedTest {
    static final String EXPECTED = "tested";

    @ParameterizedTest
    @WeftTest
    void test() {
        await(yieldNow());
    }

    static Object call() {
        new AwaitInParameterizedTest().test();
        return "tested";
    }
}
