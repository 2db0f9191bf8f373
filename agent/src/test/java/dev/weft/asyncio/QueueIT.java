package dev.weft.asyncio;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.sync.LifoQueue;
import dev.weft.sync.PriorityQueue;
import dev.weft.sync.Queue;
import dev.weft.sync.QueueEmptyException;
import dev.weft.sync.QueueFullException;
import dev.weft.sync.QueueShutdownException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Nested;

/** Queues: order, blocking, join and shutdown. */
class QueueIT extends AsyncioCase {
    private static Queue<Integer> filled(Queue<Integer> queue, int... items) {
        for (int item : items) {
            queue.putNow(item);
        }
        return queue;
    }

    @Async
    static Coroutine<List<Integer>> takes(Queue<Integer> queue, int count) {
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(await(queue.get()));
        }
        return completed(items);
    }

    @Async
    Coroutine<Void> puts(Queue<Integer> queue, int count) {
        for (int i = 0; i < count; i++) {
            await(queue.put(i));
            log.add("put " + i);
        }
        return completed();
    }

    @Nested
    @PortOf("test_queues.QueueBasicTests")
    class Basics {
        @Ported("test_empty")
        void queue_isEmptyUntilSomethingIsPut() {
            run(() -> {
                Queue<Integer> queue = new Queue<>();
                assertThat(queue.isEmpty()).isTrue();
                await(queue.put(1));
                assertThat(queue.isEmpty()).isFalse();
                assertThat(await(queue.get())).isEqualTo(1);
                assertThat(queue.isEmpty()).isTrue();
                return completed();
            });
        }

        @Ported("test_full")
        void queue_isFullAtItsLimitOnly() {
            run(() -> {
                assertThat(new Queue<Integer>().isFull()).isFalse();
                Queue<Integer> limited = new Queue<>(1);
                await(limited.put(1));
                assertThat(limited.isFull()).isTrue();
                return completed();
            });
        }

        @Ported("test_order")
        void queue_givesItemsInTheOrderInWhichTheyWerePut() {
            run(() -> {
                assertThat(await(takes(filled(new Queue<>(), 1, 3, 2), 3))).containsExactly(1, 3, 2);
                return completed();
            });
        }

        @Ported("test_maxsize")
        void put_intoAFullQueue_waitsForAGet() {
            run(() -> {
                Queue<Integer> queue = new Queue<>(2);
                Task<Void> putter = createTask(puts(queue, 3));
                await(yieldNow());
                await(yieldNow());
                assertThat(log).containsExactly("put 0", "put 1");
                assertThat(await(queue.get())).isZero();
                await(yieldNow());
                assertThat(log).endsWith("put 2");
                assertThat(await(takes(queue, 2))).containsExactly(1, 2);
                assertThat(putter.isDone()).isTrue();
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_queues.QueueGetTests")
    class Gets {
        @Ported({"test_blocking_get", "test_nonblocking_get"})
        void getAndGetNow_ofAnItemThatIsThere_giveIt() {
            run(() -> {
                Queue<Integer> queue = filled(new Queue<>(), 1, 2);
                assertThat(await(queue.get())).isEqualTo(1);
                assertThat(queue.getNow()).isEqualTo(2);
                return completed();
            });
        }

        @Ported("test_nonblocking_get_exception")
        void getNow_ofAnEmptyQueue_isRefused() {
            run(() -> {
                assertThatThrownBy(new Queue<Integer>()::getNow).isInstanceOf(QueueEmptyException.class);
                return completed();
            });
        }

        @Ported("test_blocking_get_wait")
        void get_ofAnEmptyQueue_waitsForAPut() {
            run(() -> {
                Queue<Integer> queue = new Queue<>();
                EventLoop.running().callLater(millis(10), () -> queue.putNow(1));
                assertThat(await(queue.get())).isEqualTo(1);
                assertThat(elapsed()).isEqualTo(millis(10));
                return completed();
            });
        }

        @Ported("test_get_cancelled_race")
        void cancelledGet_leavesTheItemToTheNext() {
            run(() -> {
                Queue<Integer> queue = new Queue<>();
                Task<Integer> first = createTask(queue.get());
                Task<Integer> second = createTask(queue.get());
                await(yieldNow());
                first.cancel();
                await(yieldNow());
                assertThat(first.isDone()).isTrue();
                await(queue.put(1));
                await(yieldNow());
                assertThat(await(second)).isEqualTo(1);
                return completed();
            });
        }

        @Ported({"test_get_with_putters", "test_get_with_waiting_putters"})
        void get_withWaitingPutters_wakesTheNextOne() {
            run(() -> {
                Queue<Integer> queue = new Queue<>(1);
                createTask(queue.put(1));
                createTask(queue.put(2));
                assertThat(await(queue.get())).isEqualTo(1);
                assertThat(await(queue.get())).isEqualTo(2);
                return completed();
            });
        }

        @Ported("test_why_are_getters_waiting")
        void producerAndConsumer_ofAQueueOfOne_bothEnd() {
            run(() -> {
                Queue<Integer> queue = new Queue<>(1);
                Task<List<Integer>> consumer = await(taskGroup(group -> {
                    group.createTask(puts(queue, 5));
                    return completed(group.createTask(takes(queue, 5)));
                }));
                assertThat(consumer.result()).containsExactly(0, 1, 2, 3, 4);
                return completed();
            });
        }

        @Ported("test_cancelled_getters_not_being_held_in_self_getters")
        void getThatIsGivenUp_doesNotTakeALaterItem() {
            run(() -> {
                Queue<Integer> queue = new Queue<>(5);
                assertThat(await(failureOf(waitFor(queue.get(), millis(100))))).isInstanceOf(TimeoutException.class);
                queue.putNow(1);
                assertThat(queue.getNow()).isEqualTo(1);
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_queues.QueuePutTests")
    class Puts {
        @Ported({"test_blocking_put", "test_nonblocking_put", "test_put_cancelled"})
        void put_intoAQueueWithoutALimit_doesNotWait() {
            run(() -> {
                Queue<Integer> queue = new Queue<>();
                Task<Void> putter = createTask(queue.put(1));
                assertThat(await(queue.get())).isEqualTo(1);
                assertThat(putter.isDone()).isTrue();
                return completed();
            });
        }

        @Ported("test_blocking_put_wait")
        void put_intoAFullQueue_waitsForItsTurn() {
            run(() -> {
                Queue<Integer> queue = new Queue<>(1);
                EventLoop.running().callLater(millis(10), queue::getNow);
                await(puts(queue, 2));
                assertThat(elapsed()).isEqualTo(millis(10));
                return completed();
            });
        }

        @Ported("test_nonblocking_put_exception")
        void putNow_intoAFullQueue_isRefused() {
            run(() -> {
                Queue<Integer> queue = filled(new Queue<>(1), 1);
                assertThatThrownBy(() -> queue.putNow(2)).isInstanceOf(QueueFullException.class);
                return completed();
            });
        }

        @Ported("test_get_cancel_drop_one_pending_reader")
        void getThatIsWokenAndCancelled_dropsNoItem() {
            run(() -> {
                Queue<Integer> queue = new Queue<>();
                Task<Integer> reader = createTask(queue.get());
                await(yieldNow());
                filled(queue, 1, 2);
                reader.cancel();
                assertThat(await(failureOf(reader))).isInstanceOf(CancelledError.class);
                assertThat(await(queue.get())).isEqualTo(1);
                return completed();
            });
        }

        @Ported("test_get_cancel_drop_many_pending_readers")
        void getsOfWhichOneIsWokenAndCancelled_giveAllItemsToTheOthers() {
            run(() -> {
                Queue<Integer> queue = new Queue<>();
                Task<Integer> first = createTask(queue.get());
                Task<Integer> second = createTask(queue.get());
                Task<Integer> third = createTask(queue.get());
                await(yieldNow());
                filled(queue, 1, 2);
                first.cancel();
                assertThat(await(failureOf(first))).isInstanceOf(CancelledError.class);
                await(third);
                assertThat(List.of(await(second), await(third))).containsExactlyInAnyOrder(1, 2);
                return completed();
            });
        }

        @Ported({"test_put_cancel_drop", "test_cancelled_put_silence_value_error_exception"})
        void putThatIsWokenAndCancelled_putsNothing() {
            run(() -> {
                Queue<Integer> queue = filled(new Queue<>(1), 1);
                Task<Void> writer = createTask(queue.put(2));
                await(yieldNow());
                assertThat(queue.getNow()).isEqualTo(1);
                writer.cancel();
                assertThat(await(failureOf(writer))).isInstanceOf(CancelledError.class);
                await(queue.put(3));
                assertThat(queue.getNow()).isEqualTo(3);
                assertThat(queue.size()).isZero();
                return completed();
            });
        }

        @Ported({"test_put_cancelled_race", "test_cancelled_puts_not_being_held_in_self_putters"})
        void putThatIsCancelledWhileItWaits_leavesItsTurnToTheOthers() {
            run(() -> {
                Queue<Integer> queue = new Queue<>(1);
                Task<Void> first = createTask(queue.put(1));
                Task<Void> second = createTask(queue.put(2));
                Task<Void> third = createTask(queue.put(3));
                await(yieldNow());
                assertThat(first.isDone()).isTrue();
                assertThat(second.isDone()).isFalse();
                third.cancel();
                await(yieldNow());
                assertThat(third.isDone()).isTrue();
                assertThat(queue.getNow()).isEqualTo(1);
                await(yieldNow());
                assertThat(queue.getNow()).isEqualTo(2);
                await(second);
                return completed();
            });
        }

        @Ported("test_put_with_waiting_getters")
        void put_withAWaitingGetter_wakesIt() {
            run(() -> {
                Queue<Integer> queue = new Queue<>();
                Task<Integer> getter = createTask(queue.get());
                await(yieldNow());
                await(queue.put(1));
                assertThat(await(getter)).isEqualTo(1);
                return completed();
            });
        }

        @Async
        static Coroutine<Void> empties(Queue<Integer> queue) {
            await(yieldNow());
            for (int left = queue.size(); left > 0; left--) {
                queue.getNow();
            }
            return completed();
        }

        @Ported("test_why_are_putters_waiting")
        void putters_ofAQueueThatIsEmptiedAtOnce_allEnd() {
            run(() -> {
                Queue<Integer> queue = new Queue<>(2);
                await(taskGroup(group -> {
                    group.createTask(empties(queue));
                    for (int i = 0; i < 4; i++) {
                        group.createTask(queue.put(i));
                    }
                    return completed();
                }));
                assertThat(queue.size()).isEqualTo(2);
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_queues.LifoQueueTests")
    class Lifo {
        @Ported("test_order")
        void lifoQueue_givesTheLastItemFirst() {
            run(() -> {
                assertThat(await(takes(filled(new LifoQueue<>(), 1, 3, 2), 3))).containsExactly(2, 3, 1);
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_queues.PriorityQueueTests")
    class Priority {
        @Ported("test_order")
        void priorityQueue_givesTheLeastItemFirst() {
            run(() -> {
                assertThat(await(takes(filled(new PriorityQueue<>(), 1, 3, 2), 3)))
                        .containsExactly(1, 2, 3);
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_queues._QueueJoinTestMixin")
    class Join {
        @Ported("test_task_done_underflow")
        void taskDone_moreOftenThanPut_isRefused() {
            run(() -> {
                assertThatThrownBy(new Queue<Integer>()::taskDone).isInstanceOf(IllegalStateException.class);
                return completed();
            });
        }

        @Async
        static Coroutine<Void> works(Queue<Integer> queue, int[] sum) {
            while (true) {
                sum[0] += await(queue.get());
                queue.taskDone();
            }
        }

        @Ported("test_task_done")
        void join_waitsUntilAllItemsAreDone() {
            run(() -> {
                Queue<Integer> queue = new Queue<>();
                int[] sum = new int[1];
                for (int i = 0; i < 100; i++) {
                    queue.putNow(i);
                }
                createTask(works(queue, sum));
                createTask(works(queue, sum));
                await(queue.join());
                assertThat(sum[0]).isEqualTo(4950);
                return completed();
            });
        }

        @Ported("test_join_empty_queue")
        void join_ofAnEmptyQueue_endsAtOnce() {
            run(() -> {
                Queue<Integer> queue = new Queue<>();
                EventLoop.running().callSoon(logs("a turn"));
                await(queue.join());
                await(queue.join());
                assertThat(log).isEmpty();
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_queues._QueueShutdownTestMixin")
    class Shutdown {
        private void assertThatItIsShutDown(Queue<Integer> queue) {
            assertThatThrownBy(() -> queue.putNow(1)).isInstanceOf(QueueShutdownException.class);
            assertThatThrownBy(queue::getNow).isInstanceOf(QueueShutdownException.class);
        }

        @Ported("test_shutdown_empty")
        void shutdown_ofAnEmptyQueue_endsTheWaitingGet() {
            run(() -> {
                Queue<Integer> queue = new Queue<>();
                Task<Integer> getter = createTask(queue.get());
                await(yieldNow());
                queue.shutdown(false);
                await(queue.join());
                await(yieldNow());
                assertThat(getter.isDone()).isTrue();
                assertThat(await(failureOf(getter))).isInstanceOf(QueueShutdownException.class);
                assertThat(await(failureOf(queue.put(1)))).isInstanceOf(QueueShutdownException.class);
                assertThat(await(failureOf(queue.get()))).isInstanceOf(QueueShutdownException.class);
                assertThatItIsShutDown(queue);
                return completed();
            });
        }

        @Ported("test_shutdown_nonempty")
        void shutdown_ofAFullQueue_endsTheWaitingPutAndLetsGetsDrainIt() {
            run(() -> {
                Queue<Integer> queue = filled(new Queue<>(1), 1);
                Task<Void> putter = createTask(queue.put(2));
                await(yieldNow());
                queue.shutdown(false);
                await(yieldNow());
                assertThat(await(failureOf(putter))).isInstanceOf(QueueShutdownException.class);
                assertThat(queue.size()).isEqualTo(1);
                assertThat(await(queue.get())).isEqualTo(1);
                assertThatItIsShutDown(queue);
                Task<Void> join = createTask(queue.join());
                await(yieldNow());
                assertThat(join.isDone()).isFalse();
                queue.taskDone();
                await(join);
                return completed();
            });
        }

        @Ported("test_shutdown_immediate")
        void shutdownAtOnce_dropsTheItemsAndCountsThemAsDone() {
            run(() -> {
                Queue<Integer> queue = filled(new Queue<>(), 1, 2);
                queue.shutdown(true);
                assertThat(queue.size()).isZero();
                await(queue.join());
                assertThatItIsShutDown(queue);
                assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
                return completed();
            });
        }

        @Ported("test_shutdown_immediate_with_unfinished")
        void shutdownAtOnce_stillWaitsForTheItemsThatWereTaken() {
            run(() -> {
                Queue<Integer> queue = filled(new Queue<>(), 1, 2);
                assertThat(queue.getNow()).isEqualTo(1);
                queue.shutdown(true);
                Task<Void> join = createTask(queue.join());
                await(yieldNow());
                assertThat(join.isDone()).isFalse();
                queue.taskDone();
                await(join);
                assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
                return completed();
            });
        }
    }
}
