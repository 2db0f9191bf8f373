public class A {
    @dev.weft.testing.junit.WeftTest
    void m(int n) throws Exception {
        int twice = 2 * n;
        if (n < 0) {
            return;
        }
        await(yieldNow());
        if (twice != n + n) {
            throw new Exception("not " + twice);
        }
    }
}
