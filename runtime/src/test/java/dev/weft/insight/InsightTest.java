package dev.weft.insight;

import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Runner;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.TaskOptions;
import dev.weft.Waitable;
import dev.weft.Weft;
import dev.weft.sync.Event;
import dev.weft.sync.Lock;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InsightTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();

    @AfterEach
    void close() {
        test.close();
    }

    /** Takes a snapshot in a callback, in the turn behind the one in which the coroutines start. */
    private Snapshot after(Coroutine<?>... coroutines) {
        for (Coroutine<?> coroutine : coroutines) {
            Task<?> unused = loop.createTask(
                    coroutine, TaskOptions.defaults().named(coroutine.name().replaceFirst(".*\\.", "")));
        }
        loop.setName("L");
        test.turn();
        Snapshot[] taken = new Snapshot[1];
        loop.callSoon(() -> taken[0] = Insight.snapshot(loop));
        test.turn();
        return taken[0];
    }

    @Test
    void loops_namedOrNot_haveNames() {
        assertThat(loop.name()).matches("loop-[0-9]+");
        loop.setName("main");
        assertThat(loop.name()).isEqualTo("main");
        assertThat(Insight.snapshot().loops()).extracting(Snapshot.Loop::name).contains("main");
        test.close();
        assertThat(Insight.snapshot().loops()).extracting(Snapshot.Loop::name).doesNotContain("main");
        assertThat(Insight.snapshot(loop).loops()).isEmpty();
    }

    @Test
    void tree_ofTasks_showsWhoAwaitsWhom() {
        Lock till = new Lock("till");
        Snapshot snapshot = after(Steps.of(
                "main",
                x -> Weft.gather(
                        loop.createTask(
                                Steps.of("order", y -> till.hold(() -> sleep(Duration.ofSeconds(27)))),
                                TaskOptions.defaults().named("order-0")),
                        loop.createTask(
                                Steps.of("order", y -> till.acquire()),
                                TaskOptions.defaults().named("order-1")))));

        assertThat(snapshot.tree())
                .isEqualTo("""
                        L on %s, 3 tasks, next timer in 27000 ms
                        └─ main: awaits gather, 2 of 2 left
                              dev.weft.Weft.main
                           ├─ order-0: sleeps 27000 ms more
                           │     dev.weft.Weft.sleep
                           │     dev.weft.sync.Lock.hold
                           │     dev.weft.Weft.order
                           └─ order-1: waits for Lock till, held by order-0
                                 dev.weft.sync.Lock.acquire
                                 dev.weft.Weft.order
                        """.formatted(Thread.currentThread().getName()));
    }

    @Test
    void table_ofTasks_groupsEqualWaits() {
        Lock till = new Lock("till");
        List<Coroutine<?>> all = new ArrayList<>();
        all.add(Steps.of("holder", x -> till.hold(() -> sleep(Duration.ofMillis(7)))));
        for (int i = 0; i < 1_200; i++) {
            all.add(Steps.of("order", x -> till.acquire()));
        }
        for (int i = 1; i <= 3; i++) {
            int n = i;
            all.add(Steps.of("nap", x -> sleep(Duration.ofSeconds(n))));
        }

        assertThat(after(all.toArray(Coroutine[]::new)).table()).isEqualTo("""
                        L  holder       sleeps  7 ms more             Weft.sleep < Lock.hold < Weft.holder
                        L  1,200 tasks  waits   Lock till (holder)    Lock.acquire < Weft.order
                        L  3 tasks      sleeps  1000 to 3000 ms more  Weft.sleep < Weft.nap
                        """);
    }

    @Test
    void tree_ofManyThatDoTheSame_countsThem() {
        Event never = new Event("never");
        List<Coroutine<?>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(Steps.of("guest", x -> never.waitUntilSet()));
        }

        assertThat(after(all.toArray(Coroutine[]::new)).tree())
                .contains("└─ guest: waits for Event never\n")
                .contains("└─ and 99 more like guest\n");
    }

    @Test
    @SuppressWarnings("NullAway") // a program may return anything
    void tree_ofObjectsWhoseWordsFail_showsTheOthers() {
        Waitable broken = new Waitable() {
            @Override
            public String describeWait() {
                throw new IllegalStateException("broken");
            }

            @Override
            public Collection<Task<?>> holders() {
                return null;
            }
        };
        Waitable silent = () -> null;
        Waitable lines = () -> "a\nb";

        assertThat(after(
                                Steps.of("first", x -> loop.createFuture(broken)),
                                Steps.of("second", x -> loop.createFuture(silent)),
                                Steps.of("third", x -> loop.createFuture(lines)))
                        .tree())
                .contains(", whose describeWait() threw java.lang.IllegalStateException")
                .contains("second: waits for InsightTest")
                .contains("third: waits for a b\n");
    }

    @Test
    void json_ofASnapshot_hasItsComponents() {
        Snapshot snapshot = after(Steps.of("na\"p", x -> sleep(Duration.ofMillis(5))));

        assertThat(snapshot.json())
                .contains("{\"loops\":[{\"name\":\"L\",\"thread\":")
                .contains("\"name\":\"na\\\"p\"")
                .contains("\"waitsFor\":{\"kind\":\"TIMER\",\"what\":\"\",\"on\":[],\"nanosLeft\":5000000}")
                .endsWith("\"cancelling\":0,\"stillFor\":0}]}]}");
    }

    @Test
    void snapshot_ofALoopOnAnotherThread_isAnsweredBetweenSteps() throws Exception {
        try (Runner runner = Runner.builder().build()) {
            runner.loop().setName("other");
            CompletableFuture<Snapshot> taken = new CompletableFuture<>();
            Event end = new Event("end");
            Thread asking = new Thread(() -> {
                taken.complete(Insight.snapshot(runner.loop()));
                runner.loop().callSoonThreadsafe(end::set);
            });
            runner.run(Steps.of(
                    "main",
                    x -> {
                        for (int i = 0; i < 50_000; i++) {
                            runner.loop().createTask(Steps.of("guest", y -> end.waitUntilSet()));
                        }
                        return Weft.yieldNow();
                    },
                    x -> {
                        asking.start();
                        return end.waitUntilSet();
                    }));

            Snapshot.Loop answer = taken.get().loops().get(0);
            assertThat(answer.state()).isIn(Snapshot.State.RUNNING, Snapshot.State.WAITING);
            assertThat(answer.consistent()).isTrue();
            assertThat(answer.tasks()).hasSize(50_001);
        }
    }

    @Test
    void snapshot_ofALoopThatIsHeldUp_hasTheGuiltyLine() throws Exception {
        try (Runner runner = Runner.builder().build()) {
            runner.loop().setName("busy");
            CountDownLatch release = new CountDownLatch(1);
            CompletableFuture<Snapshot> taken = new CompletableFuture<>();
            Thread asking = new Thread(() -> {
                taken.complete(Insight.snapshot(runner.loop()));
                release.countDown();
            });
            runner.run(Steps.of("main", x -> {
                asking.start();
                return release.await(1, TimeUnit.MINUTES) ? Weft.completed() : null;
            }));

            Snapshot.Loop answer = taken.get().loops().get(0);
            assertThat(answer.state()).isEqualTo(Snapshot.State.HELD_UP);
            assertThat(answer.consistent()).isFalse();
            assertThat(answer.stack()).anyMatch(place -> place.getClassName().equals(InsightTest.class.getName()));
            assertThat(answer.tasks())
                    .extracting(task -> task.waitsFor().kind())
                    .containsExactly(Snapshot.Kind.STEP);
            assertThat(taken.get().tree()).contains("HELD UP at ").contains("moments may mix");
        }
    }

    @Test
    void watch_onTheThreadOfALoop_isRefused() {
        loop.callSoon(() -> assertThatThrownBy(() -> Insight.watch(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("toThread"));
        test.turn();
    }

    @Test
    void watch_ofATaskThatDoesNotMove_saysForHowLong() {
        loop.createTask(
                Steps.of("guest", x -> new Event("never").waitUntilSet()),
                TaskOptions.defaults().named("guest"));
        test.turn();

        Snapshot.Task still = Insight.watch(Duration.ofMillis(2)).loops().stream()
                .flatMap(each -> each.tasks().stream())
                .filter(task -> task.name().equals("guest"))
                .findFirst()
                .orElseThrow();

        assertThat(still.stillFor()).isGreaterThanOrEqualTo(2_000_000);
    }
}
