import static dev.weft.Weft.completed;

import dev.weft.Weft;

/** Starts the work with Weft.run. */
class AwaitInMain {
    static final Object EXPECTED = "x";

    public static void main(String[] args) {
        System.setProperty("AwaitInMain", Weft.run(completed("x")));
    }

    static Object call() {
        main(new String[0]);
        return System.clearProperty("AwaitInMain");
    }
}
