import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;

/** Leaves the monitor before it awaits. */
class SynchronizedBlockInSwitch {
    static final Object EXPECTED = "012";

    @Async
    Coroutine<String> load(int which) {
        String text = "";
        for (int i = 0; i < 3; i++) {
            synchronized (this) {
                switch (which) {
                    case 0:
                        return completed("zero");
                    case 1:
                        continue;
                    case 2:
                        throw new IllegalStateException();
                    default:
                        break;
                }
            }
            await(yieldNow());
            text += i;
        }
        return completed(text);
    }

    static Object call() {
        return run(new SynchronizedBlockInSwitch().load(4));
    }
}
