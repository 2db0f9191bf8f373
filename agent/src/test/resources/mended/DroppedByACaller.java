import static dev.weft.Weft.completed;

import dev.weft.AsyncCallable;
import dev.weft.Weft;

/** Passes it to Weft.run, as no event loop runs here. */
class DroppedByACaller {
    static final Object EXPECTED = "value";

    static Object call() throws Exception {
        AsyncCallable<String> load = () -> completed("value");
        return Weft.run(load.call());
    }
}
