package dev.weft.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.TaskOptions;
import dev.weft.testing.TestLoop;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks in their blocks of 64: names, creation order, and which blocks are kept. */
class TaskListTest {

    private static final int MANY = 1_000;
    private static final int BLOCK = 64;

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();

    @AfterEach
    void close() {
        loop.tasks.checkInvariants();
        test.close();
    }

    @Test
    void name_ofTasksWithAndWithoutNames_countsThoseWithout() {
        List<Task<?>> tasks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int last = numberOf(waiter(null));
        for (int i = 0; i < MANY; i++) {
            String name = i % 3 == 1 || i / 100 == 4 ? "own " + i : null;
            names.add(name == null ? "Task-" + ++last : name);
            tasks.add(waiter(name));
        }

        assertThat(tasks).extracting(Task::name).isEqualTo(names);
    }

    @Test
    void name_ofTasksWhileDebugModeComesAndGoes_countsThoseWithout() {
        List<Task<?>> tasks = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int last = numberOf(waiter(null));
        for (int i = 0; i < MANY; i++) {
            if (i % 77 == 5) {
                loop.setDebug(i % 2 == 0);
                loop.tasks.checkInvariants();
            }
            String name = i % 3 == 1 ? "own " + i : null;
            names.add(name == null ? "Task-" + ++last : name);
            tasks.add(waiter(name));
        }
        loop.setDebug(false);

        assertThat(tasks).extracting(Task::name).isEqualTo(names);
    }

    @Test
    void name_ofTasksAfterOneHundredWithNames_countsOn() {
        int last = numberOf(waiter(null));
        for (int i = 0; i < 100; i++) {
            waiter("own");
        }

        assertThat(numberOf(waiter(null))).isEqualTo(last + 1);
    }

    @Test
    void name_ofTheFirstTasks_mayBeTheirOwn() {
        assertThat(waiter("first").name()).isEqualTo("first");
        int number = numberOf(waiter(null));
        assertThat(numberOf(waiter(null))).isEqualTo(number + 1);
    }

    @Test
    void name_ofTasksOfSeveralLoops_isNeverTheSameAndRises() {
        try (TestLoop other = new TestLoop();
                TestLoop third = new TestLoop()) {
            Set<String> names = new HashSet<>();
            int[] last = new int[3];
            List<TestLoop> loops = List.of(test, other, third);
            for (int i = 0; i < 3 * MANY; i++) {
                EventLoop its = loops.get(i % 3).loop();
                if (i % 5 == 0) {
                    task(its, "own");
                }
                Task<?> task = task(its, null);
                assertThat(names.add(task.name())).isTrue();
                assertThat(numberOf(task)).isGreaterThan(last[i % 3]);
                last[i % 3] = numberOf(task);
            }
            loops.forEach(each -> each.loop().tasks.checkInvariants());
        }
    }

    @Test
    void name_ofTheFirstTaskOfALoopAfterAnother_countsOn() {
        int last = 0;
        try (EventLoop first = EventLoop.create()) {
            for (int i = 0; i < MANY; i++) {
                last = numberOf(task(first, null));
            }
        }
        try (EventLoop next = EventLoop.create()) {
            assertThat(numberOf(task(next, null))).isEqualTo(last + 1);
        }
    }

    @Test
    void name_ofTasksThatHaveEnded_isWhatItWas() {
        List<Task<?>> tasks = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            tasks.add(loop.createTask(
                    Steps.of("short", x -> null),
                    i % 7 == 0 ? TaskOptions.defaults().named("own " + i) : TaskOptions.defaults()));
        }
        List<String> names = tasks.stream().map(Task::name).toList();
        tasks.get(5).cancel("why");
        test.turn();
        waiter(null);

        assertThat(tasks).allMatch(Future::isDone).extracting(Task::name).isEqualTo(names);
        assertThat(tasks.get(5).cancelling()).isOne();
        assertThat(tasks.get(6).cancelling()).isZero();
        assertThat(tasks.get(6).uncancel()).isZero();
        tasks.get(6).setName("new");
        assertThat(tasks.get(6).name()).isEqualTo("new");
        assertThat(tasks.get(8).name()).isEqualTo(names.get(8));
    }

    @Test
    void setName_ofATask_leavesTheNumbersOfTheOthers() {
        Task<?> renamed = waiter(null);
        Task<?> after = waiter(null);
        String name = after.name();
        int number = numberOf(renamed);
        renamed.setName("new");

        assertThat(renamed.name()).isEqualTo("new");
        assertThat(after.name()).isEqualTo(name);
        assertThat(numberOf(waiter(null))).isEqualTo(number + 2);
    }

    @Test
    void createTask_ofWhatIsNoCoroutineOfWeft_takesNoNumber() {
        int last = numberOf(waiter(null));
        assertThatThrownBy(() -> loop.createTask(nothing()))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("a coroutine was expected");

        assertThat(numberOf(waiter(null))).isEqualTo(last + 1);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a user does who does not use a checker
    private static <T> T nothing() {
        return null;
    }

    @Test
    void allTasks_whileTasksEndInAnyOrder_areInCreationOrder() {
        Random random = new Random(1);
        List<Task<?>> expected = new ArrayList<>();
        for (int round = 0; round < 200; round++) {
            for (int i = random.nextInt(40); i > 0; i--) {
                expected.add(waiter(random.nextInt(4) == 0 ? "own" : null));
            }
            for (int i = random.nextInt(40); i > 0 && !expected.isEmpty(); i--) {
                expected.remove(random.nextInt(expected.size())).cancel();
            }
            test.turn();
            test.turn();
            loop.tasks.checkInvariants();
            assertThat(loop.tasks.all()).isEqualTo(expected);
        }
        expected.forEach(Task::cancel);
        test.turn();
        test.turn();

        assertThat(loop.tasks.all()).isEmpty();
        assertThat(loop.tasks.blocks()).isLessThanOrEqualTo(1);
    }

    @Test
    void blocks_ofTasksThatComeAndGoOneByOne_areOne() {
        for (int i = 0; i < MANY; i++) {
            loop.createTask(Steps.of("short", x -> null));
            test.turn();
            assertThat(loop.tasks.all()).isEmpty();
            assertThat(loop.tasks.blocks()).isOne();
        }
    }

    @Test
    void blocks_ofALongTaskAmongShortOnes_areItsOwnAndTheLast() {
        Task<?> early = waiter(null);
        for (int i = 0; i < MANY; i++) {
            loop.createTask(Steps.of("short", x -> null));
        }
        Task<?> late = waiter(null);
        assertThat(loop.tasks.blocks()).isEqualTo((MANY + 2 + BLOCK - 1) / BLOCK);
        test.turn();

        assertThat(loop.tasks.all()).containsExactly(early, late);
        assertThat(loop.tasks.blocks()).isEqualTo(2);
    }

    @Test
    @Timeout(60)
    void tasks_thatAreKeptAfterTheirEnd_keepNoOtherBlock() {
        List<Task<?>> kept = new ArrayList<>();
        List<Task<?>> others = new ArrayList<>();
        for (int i = 0; i < 10 * BLOCK; i++) {
            Task<?> task = waiter(null);
            (i < BLOCK || i >= 9 * BLOCK ? kept : others).add(task);
        }
        WeakReference<Object> block = new WeakReference<>(others.get(4 * BLOCK).loop);
        loop.tasks.all().forEach(Task::cancel);
        test.turn();
        test.turn();
        assertThat(loop.tasks.all()).isEmpty();
        others.clear();
        while (block.get() != null) {
            System.gc();
        }

        assertThat(kept).allMatch(Future::isCancelled).extracting(Task::name).doesNotHaveDuplicates();
    }

    private Task<?> waiter(@Nullable String name) {
        return task(loop, name);
    }

    private static Task<?> task(EventLoop loop, @Nullable String name) {
        Steps waiter = Steps.of("waiter", x -> loop.createFuture());
        return name == null
                ? loop.createTask(waiter)
                : loop.createTask(waiter, TaskOptions.defaults().named(name));
    }

    private static int numberOf(Task<?> task) {
        assertThat(task.name()).startsWith("Task-");
        return Integer.parseInt(task.name().substring("Task-".length()));
    }
}
