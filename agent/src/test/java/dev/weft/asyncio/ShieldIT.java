package dev.weft.asyncio;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.shield;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Future;
import dev.weft.Runner;
import dev.weft.Task;
import java.util.List;

/** shield: the outer future may be cancelled, the inner awaitable runs on. */
@PortOf("test_tasks.BaseTaskTests")
class ShieldIT extends AsyncioCase {
    @Ported("test_shield_result")
    void resultOfTheInner_isThatOfTheShield() {
        run(() -> {
            Future<Integer> inner = newFuture();
            Future<Integer> outer = shield(inner);
            inner.setResult(42);
            assertThat(await(outer)).isEqualTo(42);
            return completed();
        });
    }

    @Ported("test_shield_exception")
    void failureOfTheInner_isThatOfTheShield() {
        run(() -> {
            Future<Integer> inner = newFuture();
            Future<Integer> outer = shield(inner);
            IllegalStateException failure = new IllegalStateException("expected");
            inner.setException(failure);
            await(yieldNow());
            assertThat(outer.exception()).isSameAs(failure);
            return completed();
        });
    }

    @Ported("test_shield_cancel_inner")
    void cancelOfTheInner_cancelsTheShield() {
        run(() -> {
            Future<Integer> inner = newFuture();
            Future<Integer> outer = shield(inner);
            inner.cancel();
            await(yieldNow());
            assertThat(outer.isCancelled()).isTrue();
            return completed();
        });
    }

    @Ported("test_shield_cancel_outer")
    void cancelOfTheShield_leavesTheInnerPending() {
        run(() -> {
            Future<Integer> inner = newFuture();
            Future<Integer> outer = shield(inner);
            outer.cancel();
            await(yieldNow());
            assertThat(outer.isCancelled()).isTrue();
            assertThat(inner.isDone()).isFalse();
            return completed();
        });
    }

    @Ported("test_shield_shortcut")
    void shield_ofADoneFuture_isDone() {
        run(() -> {
            Future<Integer> inner = newFuture();
            inner.setResult(42);
            assertThat(shield(inner).isDone()).isTrue();
            assertThat(await(shield(inner))).isEqualTo(42);
            return completed();
        });
    }

    @Ported("test_shield_effect")
    void cancelOfATask_thatAwaitsAShield_leavesTheInnerCoroutineRunning() {
        run(() -> {
            Future<Void> waiter = newFuture();
            Task<Void> task = createTask(() -> {
                await(shield(async(() -> {
                    await(waiter);
                    log.add("inner done");
                    return completed();
                })));
                log.add("not reached");
                return completed();
            });
            await(yieldNow());
            task.cancel();
            assertThat(await(failureOf(task))).isInstanceOf(CancelledError.class);
            waiter.setResult(null);
            await(yieldNow());
            assertThat(log).containsExactly("inner done");
            return completed();
        });
    }

    @Ported("test_shield_gather")
    void cancelOfAShieldedGather_leavesTheGatherRunning() {
        run(() -> {
            Future<Integer> first = newFuture();
            Future<Integer> second = newFuture();
            Future<List<Integer>> parent = gather(first, second);
            Future<List<Integer>> outer = shield(parent);
            await(yieldNow());
            outer.cancel();
            await(yieldNow());
            assertThat(outer.isCancelled()).isTrue();
            first.setResult(1);
            second.setResult(2);
            assertThat(await(parent)).containsExactly(1, 2);
            return completed();
        });
    }

    @Ported("test_gather_shield")
    void cancelOfAGatherOfShields_cancelsTheShieldsOnly() {
        run(() -> {
            Future<Integer> first = newFuture();
            Future<Integer> second = newFuture();
            Future<Integer> firstShield = shield(first);
            Future<Integer> secondShield = shield(second);
            Future<List<Integer>> parent = gather(firstShield, secondShield);
            await(yieldNow());
            parent.cancel();
            assertThat(await(failureOf(parent))).isInstanceOf(CancelledError.class);
            assertThat(firstShield.isCancelled()).isTrue();
            assertThat(secondShield.isCancelled()).isTrue();
            assertThat(first.isDone()).isFalse();
            assertThat(second.isDone()).isFalse();
            return completed();
        });
    }

    @Ported("test_shield_coroutine_without_loop")
    void shield_outsideALoop_isRefused() {
        Coroutine<Integer> coroutine = async(() -> completed(42));
        assertThatThrownBy(() -> shield(coroutine))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no running event loop");
        coroutine.close();
    }

    @Ported("test_shield_coroutine_use_running_loop")
    void shield_ofACoroutine_belongsToTheRunningLoopAndOutlivesTheRun() {
        try (Runner runner = runner()) {
            Future<Integer> outer = runner.run(async(() -> completed(shield(async(() -> completed(42))))));
            assertThat(outer.loop()).isSameAs(runner.loop());
            assertThat(runner.loop().runUntilComplete(outer)).isEqualTo(42);
        }
    }
}
