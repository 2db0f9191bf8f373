import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;

import dev.weft.AsyncCallable;

/** Is an AsyncCallable. */
class AwaitInLambdaWithPlainResult {
    static final Object EXPECTED = "x";

    static Object call() {
        AsyncCallable<String> supplier = () -> completed(await(completed("x")));
        return run(supplier);
    }
}
