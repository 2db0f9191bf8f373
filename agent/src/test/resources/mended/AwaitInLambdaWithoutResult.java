import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Moves the await out of the lambda. */
class AwaitInLambdaWithoutResult {
    static final Object EXPECTED = "x";

    private static String told = "";

    @Async
    static Coroutine<Void> main() {
        var text = await(completed("x"));
        Runnable task = () -> told = text;
        task.run();
        return completed();
    }

    static Object call() {
        run(main());
        return told;
    }
}
