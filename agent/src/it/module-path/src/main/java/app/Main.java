package app;

import dev.weft.Weft;

/** Fails unless it is a module, runs on one, and its coroutine suspends and gives its value. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        expect("app", Main.class.getModule().getName());
        expect("dev.weft", Weft.class.getModule().getName());
        expect("order 7", Weft.run(Orders.load(7)));
        System.out.println("loaded by a module");
    }

    private static void expect(String expected, String actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError("expected " + expected + ", got " + actual);
        }
    }
}
