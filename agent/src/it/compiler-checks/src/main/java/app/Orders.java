package app;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;

class Orders {
    private int loaded;

    @Async
    synchronized Coroutine<Integer> load() {
        await(yieldNow());
        return completed(loaded++);
    }
}
