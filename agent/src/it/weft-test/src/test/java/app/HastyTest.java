package app;

import static dev.weft.Weft.await;
import static dev.weft.Weft.createTask;

import dev.weft.Task;
import dev.weft.testing.junit.WeftTest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tests that have to fail, and to say why: only when they are asked for. */
@EnabledIfSystemProperty(named = "hasty", matches = "true")
class HastyTest {
    @WeftTest(orders = 50, races = true)
    void withdrawals_withoutALock_race() {
        var account = new Account(100);
        Task<Void> rent = createTask(account.withdrawHastily(60));
        await(account.withdrawHastily(60));
        await(rent);
    }

    @WeftTest
    void future_thatIsNeverDone_blocks() {
        new CompletableFuture<Void>().join();
    }
}
