package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Context;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Rule 30 where a method that returns a stage awaits a coroutine: the two share one context, on a loop and without one. */
class StageContextIT {
    private final ContextVar<String> user = ContextVar.named("user", "o");
    private final List<CompletableFuture<String>> gates = new ArrayList<>();

    private CompletableFuture<String> gate() {
        CompletableFuture<String> gate = new CompletableFuture<>();
        gates.add(gate);
        return gate;
    }

    private void openAll() {
        for (int i = 0; i < gates.size(); i++) {
            gates.get(i).complete("open");
        }
    }

    @Async
    private Coroutine<Void> sets(CompletableFuture<String> gate) {
        user.set(user.get() + "A");
        await(gate);
        user.set(user.get() + "B");
        await(gate());
        user.set(user.get() + "C");
        return completed();
    }

    @Async
    private Coroutine<Void> fails(CompletableFuture<String> gate) {
        await(gate);
        user.set(user.get() + "X");
        throw new Boom("after a set");
    }

    @Async
    private CompletableFuture<String> awaits() {
        await(sets(gate()));
        String seen = user.get();
        await(gate());
        try {
            await(fails(gate()));
        } catch (Boom e) {
            seen += " " + user.get();
        }
        user.set(user.get() + "D");
        await(sets(completedFuture("open")));
        return completedFuture(seen + " " + user.get());
    }

    private String inAFreshContext() {
        List<CompletableFuture<String>> results = new ArrayList<>();
        Context.copyCurrent().run(() -> {
            results.add(awaits());
            assertThat(user.get()).isEqualTo("oA");
        });
        openAll();
        return results.get(0).join();
    }

    @Test
    void values_thatACoroutineSets_areSeenByItsAwaiterOutsideALoop() {
        assertThat(inAFreshContext()).isEqualTo("oABC oABCX oABCXDABC");
        assertThat(user.get()).isEqualTo("o");
    }

    @Test
    void values_thatACoroutineSets_areSeenByItsAwaiterOnALoop() {
        try (TestLoop loop = new TestLoop()) {
            String seen = loop.run(async(() -> {
                CompletableFuture<String> result = awaits();
                assertThat(user.get()).isEqualTo("oA");
                while (!result.isDone()) {
                    openAll();
                    await(yieldNow());
                }
                return completed(await(result));
            }));
            assertThat(seen).isEqualTo("oABC oABCX oABCXDABC");
        }
        assertThat(user.get()).isEqualTo("o");
    }
}
