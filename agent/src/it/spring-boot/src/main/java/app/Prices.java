package app;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

@Component
class Prices {
    private final WeftLoop loop;

    Prices(WeftLoop loop) {
        this.loop = loop;
    }

    CompletableFuture<Integer> of(int id) {
        return loop.start(load(id));
    }

    @Async
    private Coroutine<Integer> load(int id) {
        await(sleep(Duration.ofMillis(10)));
        return completed(10 * id);
    }

    CompletableFuture<Integer> discount() {
        return CompletableFuture.supplyAsync(() -> 1);
    }
}
