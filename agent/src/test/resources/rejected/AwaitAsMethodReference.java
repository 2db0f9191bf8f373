import static dev.weft.Weft.completed;

import dev.weft.Coroutine;
import dev.weft.Weft;
import java.util.function.Function;

/** The function gives a string at once, and cannot wait for it. */
class AwaitAsMethodReference {
    static Object call() {
        Function<Coroutine<String>, String> join = Weft::await;
        return join.apply(completed("x"));
    }
}
