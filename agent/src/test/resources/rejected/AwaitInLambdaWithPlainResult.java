import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import java.util.function.Supplier;

/** The Supplier is of strings, so its caller wants the string at once. */
class AwaitInLambdaWithPlainResult {
    static Object call() {
        Supplier<String> supplier = () -> await(completed("x"));
        return supplier.get();
    }
}
