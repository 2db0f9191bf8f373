package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.taskGroup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.sync.Channel;
import dev.weft.sync.Event;
import dev.weft.sync.Queue;
import dev.weft.sync.Watch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Calls from other threads while a method that returns a stage waits outside any loop: what they say can be done. */
class StageForeignThreadIT {
    @Async
    private static CompletableFuture<Object> waits(Supplier<Coroutine<?>> wait) {
        Object value = await(wait.get());
        return CompletableFuture.completedFuture(String.valueOf(value));
    }

    @Async
    private static CompletableFuture<Void> onTheSharedLoop(Runnable call) {
        await(taskGroup(group -> {
            call.run();
            return completed();
        }));
        return CompletableFuture.completedFuture(null);
    }

    /** Calls what wakes a waiter: on this thread, which is refused, and then as the message says. */
    private static Object afterTheAdvice(Supplier<Coroutine<?>> wait, Runnable wake) throws Exception {
        CompletableFuture<Object> waiter = waits(wait);
        onTheSharedLoop(() -> {}).get(60, TimeUnit.SECONDS); // the waiter came there before
        assertThatThrownBy(wake::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("weft-shared-loop")
                .hasMessageContaining("await(taskGroup(group -> { ...; return completed(); }))")
                .hasMessageNotContaining("callSoonThreadsafe");
        assertThat(waiter).isNotDone();
        onTheSharedLoop(wake).get(60, TimeUnit.SECONDS);
        return waiter.get(60, TimeUnit.SECONDS);
    }

    @Test
    void wakingCall_onAnotherThread_saysHowToGetToTheSharedLoop() throws Exception {
        Event event = new Event();
        assertThat(afterTheAdvice(event::waitUntilSet, event::set)).isNotNull();
        Watch<String> watch = new Watch<>("a");
        Watch.Watcher<String> watcher = watch.watch();
        assertThat(afterTheAdvice(watcher::changed, () -> watch.set("b"))).isEqualTo("b");
        Queue<String> queue = new Queue<>();
        assertThat(afterTheAdvice(queue::get, () -> queue.putNow("c"))).isEqualTo("c");
        Channel<String> channel = Channel.rendezvous();
        assertThat(afterTheAdvice(channel::receive, () -> channel.trySend("d"))).isEqualTo("d");
    }
}
