package dev.weft;

/** What asyncio calls ensure_future. */
final class Futures {

    private Futures() {}

    /** The future itself, or a task of the coroutine. */
    static <T> Future<T> of(Awaitable<T> awaitable, EventLoop loop) {
        if (awaitable instanceof Coroutine<T> coroutine) {
            return loop.createTask(coroutine);
        }
        if (awaitable instanceof Future<T> future) {
            if (future.loop() != loop) {
                throw new IllegalArgumentException(future + " belongs to another event loop");
            }
            return future;
        }
        throw new NullPointerException("a coroutine, a task or a future was expected, got null");
    }
}
