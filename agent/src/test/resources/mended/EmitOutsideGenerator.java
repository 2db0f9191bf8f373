import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Passes each value to a callback. */
class EmitOutsideGenerator {
    static final Object EXPECTED = List.of(1);

    @Async
    static Coroutine<Void> count(Consumer<Integer> each) {
        await(yieldNow());
        each.accept(1);
        return completed();
    }

    static Object call() {
        var values = new ArrayList<Integer>();
        run(count(values::add));
        return values;
    }
}
