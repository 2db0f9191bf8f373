package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.sync.Broadcast;
import dev.weft.sync.ChannelClosedException;
import dev.weft.sync.LaggedException;
import dev.weft.sync.Watch;
import java.time.Duration;

/**
 * A lesson on one sender and many receivers, which asyncio does not have: of a {@code Watch} each receiver sees the latest
 * value, of a {@code Broadcast} every value. Neither sender ever waits: who is slow misses values, and is told how many.
 */
public final class WatchAndBroadcast {
    private WatchAndBroadcast() {}

    @Async
    static Coroutine<Void> show(String name, int millis, Watch<Integer> degrees) {
        Watch.Watcher<Integer> watcher = degrees.watch();
        try {
            while (true) {
                System.out.println(name + " shows " + await(watcher.changed()) + " degrees");
                await(sleep(Duration.ofMillis(millis)));
            }
        } catch (ChannelClosedException e) {
            return completed();
        }
    }

    @Async
    static Coroutine<Void> read(String name, int millis, Broadcast<String> news) {
        Broadcast.Subscription<String> reader = news.subscribe();
        while (true) {
            try {
                System.out.println(name + " reads " + await(reader.receive()));
                await(sleep(Duration.ofMillis(millis)));
            } catch (LaggedException e) {
                System.out.println(name + " missed " + e.missed());
            } catch (ChannelClosedException e) {
                return completed();
            }
        }
    }

    @Async
    static Coroutine<Void> send(Watch<Integer> degrees, Broadcast<String> news) {
        for (int i = 1; i <= 4; i++) {
            await(sleep(Duration.ofMillis(100)));
            degrees.set(20 + i);
            news.send("page " + i);
        }
        degrees.close();
        news.close();
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        Watch<Integer> degrees = new Watch<>(20);
        Broadcast<String> news = new Broadcast<>(2); // keeps two values for those who are slow
        await(gather(
                show("door", 0, degrees),
                show("roof", 250, degrees),
                read("ann", 0, news),
                read("bob", 450, news),
                send(degrees, news)));
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
