public class A {
    @Async
    static Coroutine<String> m(Awaitable<String> first, Awaitable<String> second) {
        String text = "none";
        try {
            text = await(first);
        } catch (IllegalStateException failure) {
            text = failure.getMessage();
        } finally {
            await(second);
        }
        return completed(text);
    }
}
