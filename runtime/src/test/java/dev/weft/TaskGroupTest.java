package dev.weft;

import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A group that cancelled itself, while it is cancelled from outside as well (python/cpython#155433). */
class TaskGroupTest {

    private static final Duration CLEANUP = Duration.ofMillis(300);
    private static final Duration EARLIER = Duration.ofMillis(100);

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void timeout_aroundAGroupThatCancelledItself_comesOut() throws Exception {
        Coroutine<Object> main = timeout(EARLIER, t -> selfCancelled());

        assertThatThrownBy(() -> test.run(main)).isInstanceOf(TimeoutException.class);
        assertThat(loop.time()).as("the cleanup was waited for").isEqualTo(CLEANUP.toNanos());
    }

    @Test
    void timeout_aroundAGroupThatAChildCancelled_comesOut() throws Exception {
        Coroutine<Object> main = timeout(
                EARLIER,
                t -> taskGroup(group -> {
                    group.createTask(slowToEnd());
                    group.createTask(Steps.of("child", x -> {
                        group.cancel();
                        return null;
                    }));
                    return Steps.of("body", x -> sleep(Duration.ofSeconds(10)), x -> "value");
                }));

        assertThatThrownBy(() -> test.run(main)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void cancel_ofTheTaskOfAGroupThatCancelledItself_comesOutWithItsMessage() {
        Task<Object> task = loop.createTask(selfCancelled());
        loop.callLater(EARLIER, () -> task.cancel("outside"));

        assertThatThrownBy(() -> test.run(Steps.of("main", x -> task)))
                .isInstanceOf(CancelledError.class)
                .hasMessage("outside");
    }

    @Test
    void failure_ofAnOuterGroup_cancelsTheBlockOfAnInnerOneThatCancelledItself() {
        Coroutine<Object> main = taskGroup(outer -> {
            outer.createTask(Steps.of("failing", x -> sleep(EARLIER), x -> {
                throw new IllegalStateException("lost");
            }));
            return Steps.of("outer", x -> selfCancelled(), x -> {
                throw new AssertionError("the block goes on though its group is shutting down");
            });
        });

        assertThatThrownBy(() -> test.run(main))
                .isInstanceOfSatisfying(
                        ExceptionGroup.class,
                        group -> assertThat(group.exceptions())
                                .singleElement()
                                .hasToString("java.lang.IllegalStateException: lost"));
    }

    @Test
    void cancel_ofAGroupInTheCleanupOfACancelledTask_endsTheGroupOnly() {
        Task<Object> task = loop.createTask(
                Steps.of("cancelled", x -> sleep(Duration.ofSeconds(10))).rescuedBy(cancelled -> selfCancelled()));
        loop.callLater(Duration.ofMillis(10), task::cancel);

        assertThat(test.run(Steps.of("main", x -> task))).isEqualTo("value");
    }

    @Test
    void cancel_ofAGroup_endsItWithoutAnError() {
        assertThat(test.run(selfCancelled())).isEqualTo("value");
        assertThat(loop.time()).isEqualTo(CLEANUP.toNanos());
    }

    /** A group that cancels itself, and whose child then takes its time to end. */
    private static Coroutine<Object> selfCancelled() {
        return taskGroup(group -> {
            group.createTask(slowToEnd());
            return Steps.of("body", x -> Weft.yieldNow(), x -> {
                group.cancel();
                return "value";
            });
        });
    }

    private static Steps slowToEnd() {
        return Steps.of("slow", x -> sleep(Duration.ofSeconds(10)), x -> null).rescuedBy(thrown -> sleep(CLEANUP));
    }

    @Test
    void cancel_ofAGroupByAnEagerChild_cancelsThatChildAsWell() {
        Coroutine<Object> main = taskGroup(group -> {
            group.createTask(
                    Steps.of("eager", x -> {
                        group.cancel();
                        return sleep(Duration.ofDays(1));
                    }),
                    TaskOptions.defaults().eager());
            return Steps.of("body", x -> "value");
        });

        assertThat(test.run(main)).isEqualTo("value");
        assertThat(loop.time()).isZero();
    }
}
