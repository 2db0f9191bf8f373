import static dev.weft.Weft.await;
import static dev.weft.Weft.yieldNow;

import org.junit.jupiter.api.Test;

/** JUnit calls the method on no event loop. */
class AwaitInPlainTest {
    @Test
    static void test() {
        await(yieldNow());
    }

    static Object call() {
        test();
        return "tested";
    }
}
