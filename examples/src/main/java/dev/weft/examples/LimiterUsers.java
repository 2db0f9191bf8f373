package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.sync.CapacityLimiter;
import dev.weft.sync.Permit;
import java.time.Duration;

/**
 * A lesson on capacity limiters, which asyncio does not have: a limiter knows who has borrowed a token, here the user for whom a
 * request works, so that nobody has two. The number of tokens can change at any time.
 */
public final class LimiterUsers {
    private LimiterUsers() {}

    @Async
    static Coroutine<Void> request(String user, int millis, CapacityLimiter limiter) {
        Permit permit;
        try {
            permit = await(limiter.acquireFor(user));
        } catch (IllegalStateException e) {
            System.out.println(user + " has a request already");
            return completed();
        }
        System.out.println(user + " begins, " + limiter.borrowed() + " of " + limiter.total());
        await(sleep(Duration.ofMillis(millis)));
        permit.close();
        System.out.println(user + " ends");
        return completed();
    }

    @Async
    static Coroutine<Void> grow(CapacityLimiter limiter) {
        await(sleep(Duration.ofMillis(100)));
        System.out.println("two at a time from now on");
        limiter.setTotal(2);
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        CapacityLimiter limiter = new CapacityLimiter(1, "requests");
        await(gather(
                request("ann", 500, limiter),
                request("ann", 500, limiter),
                request("bob", 200, limiter),
                grow(limiter)));
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
