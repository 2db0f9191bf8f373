package app;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

@NullMarked
class Careless {
    @Async
    static Coroutine<@Nullable String> find(@Nullable String key) {
        return completed(key);
    }

    @Async
    static Coroutine<Integer> length(String key) {
        return completed(await(find(key)).length());
    }
}
