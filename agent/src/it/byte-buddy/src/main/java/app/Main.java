package app;

import static dev.weft.Weft.asCompleted;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Weft;
import java.util.List;

/** Fails unless its coroutines suspend and give their values. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        String order = Weft.run(Orders.load(7));
        if (!order.equals("order 7")) {
            throw new AssertionError(order);
        }
        String first = Weft.run(() -> {
            var orders = asCompleted(List.of(Orders.loadBlocking(1), Orders.load(2)));
            return completed(await(orders.iterator().next()));
        });
        if (!first.equals("order 2")) {
            throw new AssertionError("the plugin has rewritten no call that blocks: " + first);
        }
        System.out.println("loaded " + order);
    }
}
