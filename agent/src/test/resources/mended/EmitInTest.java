import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.emit;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.testing.junit.WeftTest;

class EmitInTest {
    static final Object EXPECTED = true;
    static Object first = "nothing";

    @Async
    static AsyncIterator<Integer> numbers() {
        emit(1);
        return AsyncIterator.end();
    }

    @WeftTest
    void test() {
        first = await(numbers().advance());
    }

    static Object call() {
        new EmitInTest().test();
        return first;
    }
}
