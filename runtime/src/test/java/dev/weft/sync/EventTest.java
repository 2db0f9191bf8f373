package dev.weft.sync;

import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.EventLoop;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final Event event = new Event("ready");
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    private Task<Object> waiter(String name) {
        return loop.createTask(
                Steps.of(name, x -> event.waitUntilSet(), x -> log.add(name + ", set: " + event.isSet())));
    }

    @Test
    void waiters_whenItIsSet_goOnInTheOrderInWhichTheyCame() {
        waiter("a");
        waiter("b");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            event.set();
            return yieldNow();
        }));

        assertThat(log).containsExactly("a, set: true", "b, set: true");
    }

    @Test
    void waiter_whenItIsSetAndClearedAtOnce_goesOn() {
        waiter("a");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            event.set();
            event.clear();
            event.set();
            event.clear();
            return yieldNow();
        }));

        assertThat(log).containsExactly("a, set: false");
    }

    @Test
    void wait_forASetEvent_takesNoTurn() {
        event.set();
        loop.callSoon(() -> log.add("next turn"));

        test.run(Steps.of("main", x -> event.waitUntilSet(), x -> event.waitUntilSet(), x -> log.add("passed")));

        assertThat(log)
                .containsExactly("next turn", "passed"); // main is a task, whose first step is behind the callback
    }

    @Test
    void waiter_thatIsCancelled_leavesTheOthers() {
        Task<Object> first = waiter("a");
        waiter("b");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            assertThat(event).hasToString("Event ready [not set, 2 waiting]");
            first.cancel();
            event.set();
            return yieldNow();
        }));

        assertThat(first.isCancelled()).isTrue();
        assertThat(log).containsExactly("b, set: true");
        assertThat(event).hasToString("Event ready [set]");
    }

    @Test
    void set_onAForeignThread_isRefusedAndChangesNothing() {
        waiter("a");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            assertThatThrownBy(() -> CompletableFuture.runAsync(event::set).join())
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseInstanceOf(IllegalStateException.class);
            assertThat(event).hasToString("Event ready [not set, 1 waiting]");
            return null;
        }));
    }
}
