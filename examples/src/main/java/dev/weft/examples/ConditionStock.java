package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.sync.Condition;
import dev.weft.sync.Lock;
import java.time.Duration;

/**
 * A lesson on conditions: a task that holds a lock waits until the state is as it needs it. It gives the lock up while it waits,
 * and has it again when it continues.
 */
public final class ConditionStock {
    private final Lock lock = new Lock("shop");
    private final Condition delivered = new Condition(lock);
    private int stock;

    private ConditionStock() {}

    @Async
    private Coroutine<Void> buy(String name, int cups) {
        await(lock.hold(() -> {
            await(delivered.waitUntil(() -> stock >= cups));
            stock -= cups;
            System.out.println(name + " bought " + cups + ", " + stock + " left");
            return completed();
        }));
        return completed();
    }

    @Async
    private Coroutine<Void> deliver() {
        for (int i = 0; i < 3; i++) {
            await(sleep(Duration.ofMillis(100)));
            await(lock.hold(() -> {
                stock += 2;
                System.out.println("2 cups delivered");
                delivered.notifyEveryone(); // each looks at the stock again
                return completed();
            }));
        }
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        ConditionStock shop = new ConditionStock();
        await(gather(shop.buy("ann", 3), shop.buy("bob", 1), shop.deliver()));
        return completed();
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Weft.run(main());
    }
}
