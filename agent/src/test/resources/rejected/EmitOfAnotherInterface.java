import static dev.weft.Weft.emit;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import java.util.List;

/** A final class that lacks an interface can have no subclass that has it. */
class EmitOfAnotherInterface {
    @Async
    static AsyncIterator<? extends List<String>> lines() {
        emit("one");
        return AsyncIterator.end();
    }

    static Object call() {
        return lines();
    }
}
