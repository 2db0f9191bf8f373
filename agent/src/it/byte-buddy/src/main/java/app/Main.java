package app;

import dev.weft.Weft;

/** Fails unless its coroutine suspends and gives its value. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        String order = Weft.run(Orders.load(7));
        if (!order.equals("order 7")) {
            throw new AssertionError(order);
        }
        System.out.println("loaded " + order);
    }
}
