package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.sync.LifoQueue;
import dev.weft.sync.PriorityQueue;
import dev.weft.sync.Queue;
import dev.weft.sync.QueueShutdownException;
import java.time.Duration;
import java.util.List;

/**
 * A lesson on the order of queues, and on their end: a {@code PriorityQueue} gives the smallest value first and a {@code
 * LifoQueue} the newest. A shutdown lets the rest be taken, or, if it is immediate, throws it away.
 */
public final class QueueOrders {
    private QueueOrders() {}

    @Async
    static Coroutine<Void> drain(Queue<Integer> queue) {
        StringBuilder text = new StringBuilder();
        try {
            while (true) {
                text.append(await(queue.get())).append(' ');
            }
        } catch (QueueShutdownException e) {
            System.out.println(text + "end");
        }
        return completed();
    }

    @Async
    static Coroutine<Void> fillAndDrain(Queue<Integer> queue, boolean immediate) {
        for (int value : List.of(2, 3, 1)) {
            await(queue.put(value));
        }
        queue.shutdown(immediate);
        await(drain(queue));
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        await(fillAndDrain(new Queue<>(), false));
        await(fillAndDrain(new PriorityQueue<>(), false));
        await(fillAndDrain(new LifoQueue<>(), false));
        await(fillAndDrain(new Queue<>(), true));
        Queue<Integer> idle = new Queue<>();
        Task<Void> waiting = createTask(drain(idle));
        await(sleep(Duration.ofMillis(100)));
        idle.shutdown(false); // wakes the one that waits
        await(waiting);
        return completed();
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        Weft.run(main());
    }
}
