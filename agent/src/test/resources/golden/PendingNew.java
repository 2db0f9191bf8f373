public class A {
    @Async
    static Coroutine<Object> m(Awaitable<String> name, double[] sums) {
        sums[1] += await(name).length();
        return completed(new IllegalStateException(await(name), new Error("cause")));
    }
}
