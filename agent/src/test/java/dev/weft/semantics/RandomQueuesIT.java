package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.sync.LifoQueue;
import dev.weft.sync.PriorityQueue;
import dev.weft.sync.Queue;
import dev.weft.sync.QueueEmptyException;
import dev.weft.sync.QueueFullException;
import dev.weft.sync.QueueShutdownException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 28 and 29: random programs on queues do in each turn what CPython did, with cancellations at any moment. */
class RandomQueuesIT extends Twin {
    private final RandomWorkers.Chance chance = new RandomWorkers.Chance();

    @Test
    void tasks_atQueuesOfAnyKind_doInEachTurnWhatAsynciosDo() {
        twin("rule29_random_queues", () -> {
            for (int i = 0; i < 200; i++) {
                log("fifo", await(new Workers(chance, new Queue<>(chance.next(3))).line()));
                log("lifo", await(new Workers(chance, new LifoQueue<>(chance.next(3))).line()));
                log("least", await(new Workers(chance, new PriorityQueue<>(chance.next(3))).line()));
            }
            return completed();
        });
    }

    private static final class Workers extends RandomWorkers {
        private final Queue<Integer> queue;
        private int value;

        Workers(Chance chance, Queue<Integer> queue) {
            super(chance);
            this.queue = queue;
        }

        private int nextValue() {
            value++;
            return value * 7 % 10;
        }

        private List<Integer> nextValues(int n) {
            List<Integer> values = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                values.add(nextValue());
            }
            return values;
        }

        @Async
        private Coroutine<Void> put(String name, List<Integer> values) {
            for (int next : values) {
                await(queue.put(next));
                say(name + ">" + next);
            }
            return completed();
        }

        @Async
        private Coroutine<Void> get(String name, int times) {
            for (int i = 0; i < times; i++) {
                say(name + "<" + await(queue.get()));
            }
            return completed();
        }

        @Async
        private Coroutine<Void> join(String name) {
            await(queue.join());
            say(name + "J");
            return completed();
        }

        private void now(int n) {
            try {
                if (n < 2) {
                    queue.putNow(nextValue());
                    say("+");
                } else if (n < 4) {
                    say(queue.getNow());
                } else {
                    queue.taskDone();
                    say("d");
                }
            } catch (QueueEmptyException e) {
                say("E");
            } catch (QueueFullException e) {
                say("F");
            } catch (QueueShutdownException e) {
                say("S");
            } catch (IllegalStateException e) {
                say("V");
            }
        }

        @Override
        @Async
        Coroutine<Void> steps() {
            for (int i = 0; i < 24; i++) {
                say(",");
                int choice = chance.next(11);
                if (choice < 4) {
                    boolean puts = choice < 2;
                    int n = chance.next(2) + 1;
                    List<Integer> values = puts ? nextValues(n) : List.of();
                    spawn(name -> puts ? put(name, values) : get(name, n));
                } else if (choice == 4) {
                    cancelOne();
                } else if (choice < 7) {
                    await(yieldNow());
                } else if (choice < 10) {
                    now(chance.next(6));
                } else {
                    shutDownOrJoin();
                }
            }
            return completed();
        }

        private void shutDownOrJoin() {
            if (chance.next(4) == 0) {
                boolean immediate = chance.next(2) == 0;
                say(immediate ? "X" : "x");
                queue.shutdown(immediate);
            } else {
                spawn(this::join);
            }
        }

        @Override
        String state() {
            return queue.size() + String.valueOf(queue.isFull());
        }
    }
}
