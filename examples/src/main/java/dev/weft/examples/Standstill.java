package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.StallError;
import dev.weft.insight.Snapshot;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.testing.TestLoop;

/**
 * A lesson on programs that stand still. Two transfers take the same two locks in the opposite order: each waits for the other.
 * The loop finds that nothing can wake it, and ends with the names of all that wait.
 */
public final class Standstill {
    private Standstill() {}

    @Async
    private static Coroutine<Void> transfer(Lock from, Lock to, int amount) {
        try (Permit first = await(from.acquire())) {
            await(yieldNow()); // the other one takes its first lock
            try (Permit second = await(to.acquire())) {
                System.out.println("transferred " + amount + " under " + first + " and " + second);
            }
        } finally {
            System.out.println("gave up a transfer of " + amount);
        }
        return completed();
    }

    @Async
    static Coroutine<Void> main() {
        Lock a = new Lock("account A");
        Lock b = new Lock("account B");
        await(gather(createTask(transfer(a, b, 50), "rent"), createTask(transfer(b, a, 20), "food")));
        return completed();
    }

    private static void explain(Snapshot snapshot) {
        for (Snapshot.Task task : snapshot.loops().get(0).tasks()) {
            System.out.println(task.name() + " waits for " + task.waitsFor().what());
            for (Snapshot.Frame frame : task.frames()) {
                for (Snapshot.Local local : frame.locals()) {
                    if (local.name().equals("amount")) {
                        System.out.println("  in " + frame.place().getMethodName() + " of " + local.value());
                    }
                }
            }
        }
        snapshot.cycles()
                .forEach(cycle -> System.out.println(
                        "cycle: " + cycle.stream().map(Snapshot.Task::name).toList()));
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try (TestLoop loop = new TestLoop()) {
            loop.run(main());
        } catch (StallError e) {
            explain(e.snapshot());
        }
    }
}
