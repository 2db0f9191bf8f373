package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.sync.Channel;
import dev.weft.sync.ReceiveChannel;
import dev.weft.sync.Select;
import dev.weft.sync.SendChannel;
import java.time.Duration;

/**
 * A lesson on channels, which asyncio does not have: {@code Select} waits for the first of several, and takes nothing from
 * the others.
 *
 * <p>The tasks see one end of a channel each.
 */
public final class ChannelSelect {
    private static final Duration PATIENCE = Duration.ofMillis(25);
    private static final int ROUNDS = 5;

    private ChannelSelect() {}

    @Async
    static Coroutine<Void> send(SendChannel<String> channel, int millis, String text) {
        await(sleep(Duration.ofMillis(millis)));
        await(channel.send(text));
        return completed();
    }

    @Async
    static Coroutine<Void> serve(ReceiveChannel<String> alarms, ReceiveChannel<String> orders) {
        for (int i = 0; i < ROUNDS; i++) {
            String news = await(Select.<String>create()
                    .receive(alarms, alarm -> "alarm: " + alarm)
                    .receive(orders, order -> "order: " + order)
                    .timeout(PATIENCE, () -> "nothing for 25 ms")
                    .first());
            System.out.println(news);
        }
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        Channel<String> alarms = Channel.rendezvous("alarms");
        Channel<String> orders = Channel.rendezvous("orders");
        createTask(send(orders, 10, "tea"));
        createTask(send(orders, 30, "cake"));
        createTask(send(alarms, 40, "the kettle boils"));
        await(serve(alarms, orders));
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
