public class A {
    @Async
    static AsyncIterator<Integer> m(AsyncIterator<Integer> from, Awaitable<Integer> factor) {
        try {
            while (await(from.advance())) {
                emit(from.current() * await(factor));
            }
        } finally {
            await(from.close());
        }
        return AsyncIterator.end();
    }
}
