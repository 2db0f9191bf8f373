package app;

import static dev.weft.Weft.await;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testing.junit.WeftTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of all kinds, which pass. */
class AccountTest {
    private final Account account = new Account(100);
    private boolean opened;

    @BeforeEach
    void open() {
        await(sleep(Duration.ofMillis(1)));
        opened = true;
    }

    @AfterEach
    void audit() {
        await(sleep(Duration.ofMillis(1)));
        assertTrue(opened);
    }

    @WeftTest(orders = 50, races = true)
    void withdrawals_inAnyOrder_areBothBooked() {
        await(gather(account.withdraw(60), account.withdraw(20)));
        assertEquals(20, account.balance);
    }

    @WeftTest
    void sleep_ofADay_takesNoTime() throws IOException {
        Instant before = Instant.now();
        await(sleep(Duration.ofDays(1)));
        assertEquals(Duration.ofDays(1), Duration.between(before, Instant.now()));
        if (!opened) {
            throw new IOException("not opened");
        }
    }

    @WeftTest
    void parameters_ofATest_areResolved(TestInfo info) {
        await(sleep(Duration.ofMillis(1)));
        assertNotNull(info.getDisplayName());
    }

    @WeftTest(orders = 20)
    @ValueSource(ints = {1, 2})
    void withdrawals_ofEachAmount_areBothBooked(int amount) {
        await(gather(account.withdraw(amount), account.withdraw(amount)));
        assertEquals(100 - 2 * amount, account.balance);
    }

    @ParameterizedTest
    @WeftTest
    @ValueSource(strings = {"tea", "cake"})
    void values_ofAParameterizedTest_areThere(String value) {
        await(sleep(Duration.ofMillis(1)));
        assertTrue(value.length() > 2);
    }

    @Test
    void test_ofJUnit_standsBesideThem() {
        assertEquals(100, account.balance);
    }

    @Nested
    class Shared {
        @WeftTest(orders = 20)
        void withdrawals_gathered_areBothBooked() {
            await(gather(account.withdraw(1), account.withdraw(2)));
            assertEquals(97, account.balance);
        }
    }
}
