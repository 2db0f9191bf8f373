package app;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.time.Duration;

final class Orders {
    private Orders() {}

    @Async
    static Coroutine<String> load(int id) {
        await(sleep(Duration.ofMillis(10)));
        return completed("order " + id);
    }
}
