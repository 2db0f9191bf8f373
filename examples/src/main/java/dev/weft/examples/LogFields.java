package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.ThreadBridge;
import dev.weft.Weft;

/**
 * A lesson on thread-locals that other libraries own, such as the log fields of SLF4J's MDC: a bridged {@code ContextVar} gives
 * each task a value of its own, although all tasks run on one thread.
 */
public final class LogFields {
    /** Stands for the thread-local of a logger or a tracer. */
    private static final ThreadLocal<String> REQUEST_OF_THE_LOGGER = new ThreadLocal<>();

    private static final ContextVar<String> REQUEST =
            ContextVar.bridged("request", ThreadBridge.of(REQUEST_OF_THE_LOGGER));

    private LogFields() {}

    static void log(String text) {
        System.out.println("[" + REQUEST_OF_THE_LOGGER.get() + "] " + text);
    }

    @Async
    static Coroutine<Void> handle(String request) {
        REQUEST.set(request);
        log("begins");
        await(yieldNow()); // the other task runs on this thread meanwhile
        await(query());
        log("ends");
        return completed();
    }

    @Async
    static Coroutine<Void> query() {
        log("queries");
        await(yieldNow());
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        await(gather(handle("A"), handle("B")));
        log("outside of a request");
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
