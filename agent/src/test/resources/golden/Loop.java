public class A {
    @Async
    Coroutine<Long> m(int rounds, Awaitable<Integer> next) {
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            sum += await(next);
        }
        return completed(sum);
    }
}
