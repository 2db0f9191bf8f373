public class A {
    @Async
    CompletableFuture<String> m(CompletionStage<String> first, Awaitable<String> second) {
        String text = await(first);
        return CompletableFuture.completedFuture(text + await(second));
    }
}
