import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

/** The JVM calls main, and nothing runs an event loop there yet. */
class AwaitInMain {
    public static void main(String[] args) {
        System.setProperty("AwaitInMain", await(completed("x")));
    }

    static Object call() {
        main(new String[0]);
        return null;
    }
}
