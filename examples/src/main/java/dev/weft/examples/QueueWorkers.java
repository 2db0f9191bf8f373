package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.sync.Queue;
import dev.weft.sync.QueueShutdownException;
import java.time.Duration;
import java.util.List;

/**
 * A lesson on queues: two workers share the jobs of one queue, which holds back the task that fills it when it is full, and
 * which tells them by its shutdown that nothing more comes.
 */
public final class QueueWorkers {
    private static final int JOBS = 5;

    private QueueWorkers() {}

    @Async
    static Coroutine<Void> work(String name, Queue<Integer> jobs) {
        try {
            while (true) {
                int job = await(jobs.get());
                await(sleep(Duration.ofMillis(10L * job)));
                System.out.println(name + " did job " + job);
                jobs.taskDone();
            }
        } catch (QueueShutdownException e) {
            System.out.println(name + " goes home");
        }
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        Queue<Integer> jobs = new Queue<>(2);
        List<Task<Void>> workers = List.of(createTask(work("ann", jobs)), createTask(work("bob", jobs)));
        for (int job = 1; job <= JOBS; job++) {
            await(jobs.put(job)); // waits while two are in the queue
        }
        System.out.println("all jobs are in the queue");
        await(jobs.join());
        jobs.shutdown(false);
        await(gather(workers));
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
