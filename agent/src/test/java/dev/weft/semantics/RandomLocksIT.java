package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.sync.Barrier;
import dev.weft.sync.Condition;
import dev.weft.sync.Event;
import dev.weft.sync.Lock;
import dev.weft.sync.Permit;
import dev.weft.sync.Semaphore;
import org.junit.jupiter.api.Test;

/** Rule 28: random programs on locks do in each turn what CPython did, with cancellations at any moment. */
class RandomLocksIT extends Twin {
    private final RandomWorkers.Chance chance = new RandomWorkers.Chance();

    @Test
    void tasks_atLocksOfAnyKind_doInEachTurnWhatAsynciosDo() {
        twin("rule28_random_locks", () -> {
            for (int i = 0; i < 150; i++) {
                log("lock", await(new Locks(chance).line()));
                log("semaphore", await(new Semaphores(chance).line()));
                log("event", await(new Events(chance).line()));
                log("condition", await(new Conditions(chance).line()));
                log("barrier", await(new Barriers(chance, true).line()));
                log("barrier", await(new Barriers(chance, false).line()));
            }
            return completed();
        });
    }

    private abstract static class Workers extends RandomWorkers {
        Workers(Chance chance) {
            super(chance);
        }

        @Override
        @Async
        Coroutine<Void> steps() {
            for (int i = 0; i < 18; i++) {
                say(",");
                int choice = chance.next(8);
                if (choice < 3 && tasks.size() < 12) {
                    spawn(body(chance.next(3)));
                } else if (choice == 3) {
                    cancelOne();
                } else if (choice < 6) {
                    await(yieldNow());
                } else {
                    await(act(chance.next(4)));
                }
            }
            await(turns(10));
            return completed();
        }

        abstract Body body(int turns);

        @Async
        Coroutine<Void> act(int n) {
            return completed();
        }
    }

    private static final class Locks extends Workers {
        private final Lock lock = new Lock();

        Locks(Chance chance) {
            super(chance);
        }

        @Override
        Body body(int turns) {
            return name -> enter(name, turns);
        }

        @Async
        private Coroutine<Void> enter(String name, int turns) {
            Permit permit = await(lock.acquire());
            try {
                say(name + "<");
                await(turns(turns));
                say(name + ">");
            } finally {
                permit.close();
            }
            return completed();
        }

        @Override
        String state() {
            return String.valueOf(lock.isLocked());
        }
    }

    private static final class Semaphores extends Workers {
        private final Semaphore semaphore;

        Semaphores(Chance chance) {
            super(chance);
            semaphore = new Semaphore(chance.next(3));
        }

        @Override
        Body body(int turns) {
            return name -> semaphore.hold(() -> {
                say(name + "<");
                await(turns(turns));
                say(name + ">");
                return completed();
            });
        }

        @Override
        @Async
        Coroutine<Void> act(int n) {
            if (n == 0) {
                say("+");
                semaphore.release();
            }
            return completed();
        }

        @Override
        String state() {
            return String.valueOf(semaphore.isLocked());
        }
    }

    private static final class Events extends Workers {
        private final Event event = new Event();

        Events(Chance chance) {
            super(chance);
        }

        @Override
        Body body(int turns) {
            return name -> enter(name, turns);
        }

        @Async
        private Coroutine<Void> enter(String name, int turns) {
            for (int i = 0; i < turns; i++) {
                await(event.waitUntilSet());
            }
            say(name + ">");
            return completed();
        }

        @Override
        @Async
        Coroutine<Void> act(int n) {
            if (n < 2) {
                say("+");
                event.set();
            } else {
                say("-");
                event.clear();
            }
            return completed();
        }

        @Override
        String state() {
            return String.valueOf(event.isSet());
        }
    }

    private static final class Conditions extends Workers {
        private final Lock lock = new Lock();
        private final Condition condition = new Condition(lock);
        private int things;

        Conditions(Chance chance) {
            super(chance);
        }

        @Override
        Body body(int turns) {
            boolean brings = chance.next(3) == 0;
            return name -> brings ? bring(name, turns) : enter(name, turns);
        }

        @Async
        private Coroutine<Void> enter(String name, int turns) {
            Permit permit = await(lock.acquire());
            try {
                say(name + "<");
                if (turns == 0) {
                    await(condition.waitUntilNotified());
                } else {
                    await(condition.waitUntil(() -> things > 0));
                    things--;
                }
                await(yieldNow());
                say(name + ">");
            } finally {
                permit.close();
            }
            return completed();
        }

        @Async
        private Coroutine<Void> bring(String name, int turns) {
            Permit permit = await(lock.acquire());
            try {
                say(name + "+");
                things++;
                condition.notifyMany(turns);
                await(yieldNow());
            } finally {
                permit.close();
            }
            return completed();
        }

        @Override
        @Async
        Coroutine<Void> act(int n) {
            if (!lock.isLocked()) {
                say("*");
                await(lock.acquire());
                condition.notifyEveryone();
                lock.release();
            }
            return completed();
        }

        @Override
        String state() {
            return lock.isLocked() + "" + things;
        }
    }

    private static final class Barriers extends Workers {
        private final Barrier barrier = new Barrier(3);
        private final boolean cancels;

        Barriers(Chance chance, boolean cancels) {
            super(chance);
            this.cancels = cancels;
        }

        @Override
        void cancelOne() {
            if (cancels) {
                super.cancelOne();
            }
        }

        @Override
        Body body(int turns) {
            return name -> enter(name, turns);
        }

        @Async
        private Coroutine<Void> enter(String name, int turns) {
            for (int i = 0; i < turns + 1; i++) {
                int index = await(barrier.arriveAndWait());
                say(name + (cancels ? ">" : String.valueOf(index)));
            }
            return completed();
        }

        @Override
        @Async
        Coroutine<Void> act(int n) {
            if (n == 0) {
                say("r");
                barrier.reset();
            } else if (n == 1) {
                say("x");
                barrier.abort();
            }
            return completed();
        }

        @Override
        String state() {
            return barrier.waiting() + String.valueOf(barrier.isBroken());
        }
    }
}
