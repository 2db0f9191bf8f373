package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.weft.Async;
import dev.weft.agent.differential.Script;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What programs for EA Async look like, its own examples among them: business methods that return futures. */
public class Shop {
    private static final class SaleFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        SaleFailed(Exception cause) {
            super(cause);
        }
    }

    private interface Account {
        CompletionStage<Boolean> take(int amount);

        CompletionStage<String> giveBack(int amount);
    }

    private static Account account(Script script, int balance) {
        return new Account() {
            private int left = balance;

            @Async
            @Override
            public CompletionStage<Boolean> take(int amount) {
                int checked = await(script.stage(amount));
                if (checked > left) {
                    return completedFuture(false);
                }
                left -= checked;
                return completedFuture(true);
            }

            @Override
            public CompletionStage<String> giveBack(int amount) {
                left += amount;
                script.note("gave back " + amount);
                return script.stage("given back");
            }
        };
    }

    @Async
    private CompletableFuture<Boolean> sell(Script script, Account buyer, String item, int price) {
        if (!await(buyer.take(price))) {
            return completedFuture(false);
        }
        script.note("delivered " + await(script.stage(item)));
        return completedFuture(true);
    }

    @Async
    private CompletableFuture<Boolean> sellOrGiveBack(Script script, Account buyer, String item, int price) {
        if (!await(buyer.take(price))) {
            return completedFuture(false);
        }
        try {
            script.note("delivered " + await(script.stage(item)));
            return completedFuture(true);
        } catch (Exception failure) {
            await(buyer.giveBack(price));
            throw new SaleFailed(failure);
        }
    }

    @Async
    public CompletableFuture<String> sales(Script script) {
        var buyer = account(script, 10);
        String text = "";
        for (int price : new int[] {4, 5, 3}) {
            text += await(sell(script, buyer, "item of " + price, price));
        }
        return completedFuture(text);
    }

    @Async
    public CompletableFuture<String> salesWithCompensation(Script script) {
        var buyer = account(script, 10);
        String text = "";
        for (int price : new int[] {6, 6, 4}) {
            try {
                text += await(sellOrGiveBack(script, buyer, "item of " + price, price));
            } catch (SaleFailed failed) {
                text += failed.getCause().getClass().getSimpleName();
            }
        }
        return completedFuture(text);
    }

    @Async
    public CompletableFuture<Integer> untilEnough(Script script) {
        int got = 0;
        while (true) {
            Integer more = await(CompletableFuture.allOf(
                            script.stage(1).toCompletableFuture(),
                            script.stage(2).toCompletableFuture())
                    .thenCompose(both -> script.stage(3)));
            got += more;
            if (got > 6) {
                return completedFuture(got);
            }
        }
    }
}
