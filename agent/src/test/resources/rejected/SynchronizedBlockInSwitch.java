import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;

/** The monitor is left by breaks, by returns and by exceptions, and held at one await only. */
class SynchronizedBlockInSwitch {
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
                        await(yieldNow());
                }
            }
            await(yieldNow());
            text += i;
        }
        return completed(text);
    }

    static Object call() {
        return Weft.run(new SynchronizedBlockInSwitch().load(4));
    }
}
