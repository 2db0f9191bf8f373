package dev.weft.examples.testing;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.testing.Explorer;
import dev.weft.testing.Faults;
import dev.weft.testing.Scenario;
import dev.weft.testing.ScheduleFailure;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A lesson on calls that go wrong. {@code Faults} names them, and the explorer tries each: the call fails, or it does its work and
 * only its answer is lost. A payment that is simply tried again is then made twice.
 */
class FaultsIT {
    private static final Explorer EXPLORER = Explorer.exhaustive()
            .faults(Faults.at("Bank.pay")
                    .fail(() -> new IOException("refused"))
                    .failAfter(() -> new IOException("no answer")));

    private static final class Bank {
        private final Set<String> payments = new HashSet<>();
        private int paid;

        /** Pays once for each number. */
        @Async
        private Coroutine<Void> pay(String number, int amount) throws IOException {
            await(yieldNow());
            if (payments.add(number)) {
                paid += amount;
            }
            return completed();
        }
    }

    private record Rent(boolean mended, Bank bank) implements Scenario {
        @Async
        private Coroutine<Void> payRent() throws IOException {
            try {
                await(bank.pay("May", 500));
            } catch (IOException tryAgain) {
                await(bank.pay(mended ? "May" : "May, again", 500));
            }
            return completed();
        }

        @Override
        @Async
        public Coroutine<?> body() throws IOException {
            await(payRent());
            if (bank.paid != 500) {
                throw new IllegalStateException("paid " + bank.paid);
            }
            return completed();
        }
    }

    @Test
    void rent_triedAgainUnderANewNumber_isPaidTwice() {
        ScheduleFailure twice =
                assertThrows(ScheduleFailure.class, () -> EXPLORER.check(() -> new Rent(false, new Bank())));
        assertEquals("paid 1000", twice.getCause().getMessage());
        assertTrue(twice.getMessage().contains("(Bank.pay fails when its work is done)"), twice.getMessage());
    }

    @Test
    void rent_triedAgainUnderItsNumber_isPaidOnceWhateverFails() {
        assertEquals(3, EXPLORER.check(() -> new Rent(true, new Bank())).schedules());
    }
}
