package app;

import dev.weft.Weft;
import dev.weft.agent.Weaving;

/** Fails unless its coroutine suspends and gives its value; with the argument "install" it installs the agent itself. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("install")) {
            Weaving.install();
        }
        String order = Weft.run(Orders.load(7));
        if (!order.equals("order 7")) {
            throw new AssertionError(order);
        }
        System.out.println("loaded " + order + " by " + Main.class.getClassLoader().getClass().getName());
    }
}
