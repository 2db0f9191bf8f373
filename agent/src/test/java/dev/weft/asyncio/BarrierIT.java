package dev.weft.asyncio;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.sync.Barrier;
import dev.weft.sync.BrokenBarrierException;
import java.util.ArrayList;
import java.util.List;

/** Barriers: filling, reset and abort. */
@PortOf("test_locks.BarrierTests")
class BarrierIT extends AsyncioCase {
    @Async
    static Coroutine<List<Integer>> arrives(Barrier barrier, int times) throws BrokenBarrierException {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            indices.add(await(barrier.arriveAndWait(), BrokenBarrierException.class));
        }
        return completed(indices);
    }

    private static List<Task<List<Integer>>> arriving(Barrier barrier, int tasks, int times) {
        List<Task<List<Integer>>> made = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            made.add(createTask(() -> arrives(barrier, times)));
        }
        return made;
    }

    @Ported("test_barrier_parties")
    void barrierOfLessThanOne_isRefused() {
        assertThatThrownBy(() -> new Barrier(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Barrier(-4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Ported({"test_filling_one_task", "test_filling_one_task_twice", "test_context_manager"})
    void barrierOfOne_withEachArrival_letsItPass() {
        run(() -> {
            Barrier barrier = new Barrier(1);
            assertThat(await(arrives(barrier, 2))).containsExactly(0, 0);
            assertThat(barrier.waiting()).isZero();
            assertThat(barrier.isBroken()).isFalse();
            return completed();
        });
    }

    @Ported({"test_barrier", "test_filling_task_by_task"})
    void barrier_letsAllPassWhenTheLastArrives() {
        run(() -> {
            Barrier barrier = new Barrier(3);
            List<Task<List<Integer>>> tasks = new ArrayList<>();
            for (int i = 1; i <= 3; i++) {
                tasks.addAll(arriving(barrier, 1, 1));
                await(yieldNow());
                log.add(i + " arrived, " + barrier.waiting() + " waiting");
            }
            await(gather(tasks));
            assertThat(log).startsWith("1 arrived, 1 waiting", "2 arrived, 2 waiting");
            assertThat(barrier.waiting()).isZero();
            assertThat(barrier.isBroken()).isFalse();
            return completed();
        });
    }

    @Ported({"test_filling_tasks_check_return_value", "test_filling_tasks_wait_twice"})
    void eachRound_givesEachArrivalAnIndexOfItsOwn() {
        run(() -> {
            Barrier barrier = new Barrier(5);
            List<List<Integer>> indices = await(gather(arriving(barrier, 5, 2)));
            for (int round = 0; round < 2; round++) {
                int number = round;
                assertThat(indices).extracting(list -> list.get(number)).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            }
            assertThat(barrier.waiting()).isZero();
            return completed();
        });
    }

    @Ported("test_filling_tasks_cancel_one")
    void arrivalThatIsCancelled_isNotCounted() {
        run(() -> {
            Barrier barrier = new Barrier(3);
            List<Task<List<Integer>>> tasks = arriving(barrier, 2, 1);
            await(yieldNow());
            assertThat(barrier.waiting()).isEqualTo(2);
            tasks.get(0).cancel();
            assertThat(await(failureOf(tasks.get(0)))).isInstanceOf(CancelledError.class);
            assertThat(barrier.waiting()).isEqualTo(1);
            await(gather(arriving(barrier, 2, 1)));
            await(tasks.get(1));
            assertThat(barrier.isBroken()).isFalse();
            return completed();
        });
    }

    @Ported("test_reset_barrier")
    void reset_ofABarrierThatNobodyWaitsAt_leavesItWhole() {
        run(() -> {
            Barrier barrier = new Barrier(3);
            barrier.reset();
            assertThat(barrier.waiting()).isZero();
            assertThat(barrier.isBroken()).isFalse();
            return completed();
        });
    }

    @Ported({"test_reset_barrier_while_tasks_waiting", "test_reset_barrier_while_tasks_waiting_and_waiting_again"})
    void reset_whileTasksWait_breaksTheirWaitAndLetsTheNextPass() {
        run(() -> {
            Barrier barrier = new Barrier(3);
            List<Task<List<Integer>>> tasks = arriving(barrier, 2, 1);
            await(yieldNow());
            barrier.reset();
            for (Task<List<Integer>> task : tasks) {
                assertThat(await(failureOf(task))).isInstanceOf(BrokenBarrierException.class);
            }
            assertThat(barrier.isBroken()).isFalse();
            await(gather(arriving(barrier, 3, 1)));
            assertThat(barrier.waiting()).isZero();
            return completed();
        });
    }

    @Ported({"test_abort_barrier", "test_abort_barrier_when_exception"})
    void abort_whileTasksWait_breaksTheBarrier() {
        run(() -> {
            Barrier barrier = new Barrier(3);
            List<Task<List<Integer>>> tasks = arriving(barrier, 2, 1);
            await(yieldNow());
            barrier.abort();
            for (Task<List<Integer>> task : tasks) {
                assertThat(await(failureOf(task))).isInstanceOf(BrokenBarrierException.class);
            }
            assertThat(barrier.isBroken()).isTrue();
            assertThat(await(failureOf(barrier.arriveAndWait()))).isInstanceOf(BrokenBarrierException.class);
            return completed();
        });
    }

    @Ported("test_abort_barrier_when_exception_then_resetting")
    void reset_ofABrokenBarrier_mendsIt() {
        run(() -> {
            Barrier barrier = new Barrier(2);
            barrier.abort();
            assertThat(barrier.isBroken()).isTrue();
            barrier.reset();
            assertThat(barrier.isBroken()).isFalse();
            await(gather(arriving(barrier, 2, 1)));
            return completed();
        });
    }
}
