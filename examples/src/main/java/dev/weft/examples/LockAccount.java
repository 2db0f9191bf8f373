package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.sync.Lock;
import java.time.Duration;

/**
 * A lesson on locks: no thread runs beside the loop's, and yet a lock is needed where a decision has to hold across an
 * {@code await}.
 *
 * <p>Each withdrawal looks at the balance, asks the bank, and then takes the money. Without the lock both would look before
 * either takes.
 */
public final class LockAccount {
    private final Lock lock = new Lock("account");
    private int balance = 100;

    private LockAccount() {}

    @Async
    private Coroutine<Void> withdraw(String name, int amount) {
        await(lock.hold(() -> {
            if (balance < amount) {
                System.out.println(name + ": only " + balance + " left");
                return completed();
            }
            await(sleep(Duration.ofMillis(100))); // the bank agrees
            balance -= amount;
            System.out.println(name + ": took " + amount);
            return completed();
        }));
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        LockAccount account = new LockAccount();
        await(gather(account.withdraw("food", 80), account.withdraw("rent", 80)));
        System.out.println("balance: " + account.balance);
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
