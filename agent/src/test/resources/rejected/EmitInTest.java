import static dev.weft.Weft.emit;

import dev.weft.testing.junit.WeftTest;

/** Nobody would take the value. */
class EmitInTest {
    @WeftTest
    void test() {
        emit(1);
    }

    static Object call() {
        new EmitInTest().test();
        return "tested";
    }
}
