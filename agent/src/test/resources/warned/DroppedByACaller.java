import static dev.weft.Weft.completed;

import dev.weft.AsyncCallable;

/** Code that neither awaits nor is marked drops coroutines as well. */
class DroppedByACaller {
    static Object call() throws Exception {
        AsyncCallable<String> load = () -> completed("value");
        load.call();
        return load;
    }
}
