import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

/** A Runnable returns nothing that could be waited for. */
class AwaitInLambdaWithoutResult {
    static Object call() {
        Runnable task = () -> await(completed("x"));
        task.run();
        return null;
    }
}
