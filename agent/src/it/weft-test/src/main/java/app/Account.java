package app;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import java.time.Duration;

/** An account whose safe withdrawals take a lock, and whose hasty ones lose money. */
final class Account {
    private final Lock lock = new Lock();
    int balance;

    Account(int balance) {
        this.balance = balance;
    }

    @Async
    Coroutine<Void> withdrawHastily(int amount) {
        int before = balance;
        await(audit(amount));
        balance = before - amount;
        return completed();
    }

    @Async
    Coroutine<Void> withdraw(int amount) {
        try (Permit permit = await(lock.acquire())) {
            int before = balance;
            await(audit(amount));
            balance = before - amount;
        }
        return completed();
    }

    @Async
    private Coroutine<Void> audit(int amount) {
        await(sleep(Duration.ofSeconds(amount)));
        return completed();
    }
}
