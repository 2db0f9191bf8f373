package app;

import static dev.weft.Weft.await;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.yieldNow;

import dev.weft.sync.Event;
import dev.weft.testing.junit.WeftTest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tests that have to fail, and to say why: only when they are asked for. */
@EnabledIfSystemProperty(named = "hasty", matches = "true")
class HastyTest {
    @WeftTest(orders = 50, races = true)
    void withdrawals_withoutALock_race() {
        var account = new Account(100);
        await(gather(account.withdrawHastily(60), account.withdrawHastily(60)));
    }

    @WeftTest
    void event_thatNobodySets_stalls() {
        await(new Event("the bank opens").waitUntilSet());
    }

    @WeftTest
    void future_thatIsNeverDone_blocks() {
        new CompletableFuture<Void>().join();
    }

    @Test
    void test_ofJUnitThatAwaits_isAdvised() {
        await(yieldNow());
    }
}
