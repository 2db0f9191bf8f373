public class A {
    @Async
    private Coroutine<Integer> m(int n) {
        if (n < 2) {
            return completed(n);
        }
        await(yieldNow());
        return completed(await(m(n - 1)) + await(m(n - 2)));
    }
}
