import static dev.weft.Weft.await;
import static dev.weft.Weft.yieldNow;

import org.junit.jupiter.params.ParameterizedTest;

/** JUnit calls the method for each value, on no event loop. */
class AwaitInParameterizedTest {
    @ParameterizedTest
    static void test() {
        await(yieldNow());
    }

    static Object call() {
        test();
        return "tested";
    }
}
