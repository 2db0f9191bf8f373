package dev.weft.examples.testing;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.sync.Lock;
import dev.weft.testing.Explorer;
import dev.weft.testing.ScheduleFailure;
import dev.weft.testing.ScheduleFailure.Kind;
import dev.weft.testing.junit.WeftTest;
import org.junit.jupiter.api.Test;

/**
 * A lesson on races between awaits. A task reads a field, awaits, and writes what it has computed from that value; meanwhile another
 * task has written the field. No assertion has to see the damage: {@code races} sees the reads and writes.
 */
class RaceIT {
    private static final class Account {
        private final Lock lock = new Lock("account");
        private int balance = 100;

        @Async
        private Coroutine<Void> withdrawHastily(int amount) {
            int before = balance;
            await(yieldNow()); // asks the bank
            balance = before - amount;
            return completed();
        }

        @Async
        private Coroutine<Void> withdraw(int amount) {
            return completed(await(lock.hold(() -> withdrawHastily(amount))));
        }

        @Async
        private Coroutine<Void> twoHastyWithdrawals() {
            await(gather(withdrawHastily(10), withdrawHastily(20)));
            return completed();
        }
    }

    @Test
    void withdrawals_withoutALock_areReportedWithBothPlaces() {
        ScheduleFailure race = assertThrows(
                ScheduleFailure.class,
                () -> Explorer.exhaustive().races(true).check(() -> new Account()::twoHastyWithdrawals));
        assertEquals(Kind.RACE, race.kind());
        String first = race.getMessage().lines().findFirst().orElseThrow();
        assertTrue(
                first.matches("RACE Account.balance: Task-2 read it at withdrawHastily:\\d+, awaited, wrote it at"
                        + " withdrawHastily:\\d+; Task-1 had written it at withdrawHastily:\\d+"),
                first);
    }

    @WeftTest(orders = 50, races = true)
    void withdrawals_underALock_areSilent() {
        Account account = new Account();
        await(gather(account.withdraw(10), account.withdraw(20), account.withdraw(30)));
        assertEquals(40, account.balance);
    }
}
