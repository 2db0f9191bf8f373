package dev.weft;

import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.sync.Event;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The texts of cancellations, which name the kind of their source, and their messages and causes in debug mode. */
class CancelSourceTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final List<Throwable> seen = new ArrayList<>();

    private Steps patient(String name) {
        return Steps.of(name, x -> sleep(Duration.ofHours(1))).rescuedBy(thrown -> {
            seen.add(thrown);
            throw thrown;
        });
    }

    private List<String> messages() {
        return seen.stream().map(Throwable::getMessage).toList();
    }

    @Test
    void text_ofEachSource_namesItsKindAndTheMessageIsNull() {
        cancelFromEachSource();

        assertThat(messages()).containsExactly(null, null, "why", null);
        assertThat(seen)
                .extracting(Throwable::toString)
                .containsExactly(
                        "dev.weft.CancelledError: cancelled by a timeout",
                        "dev.weft.CancelledError: cancelled by its task group",
                        "dev.weft.CancelledError: why",
                        "dev.weft.CancelledError: cancelled by the shutdown of the event loop");
        assertThat(seen).allSatisfy(error -> assertThat(error).hasNoCause());
    }

    @Test
    void message_inDebugMode_saysHowLongATimeoutWas() {
        loop.setDebug(true);
        cancelFromEachSource();

        assertThat(messages())
                .containsExactly(
                        "cancelled by a timeout of PT2S",
                        "cancelled by its task group",
                        "why",
                        "cancelled by the shutdown of the event loop");
    }

    private void cancelFromEachSource() {
        test.run(Steps.of(
                "main",
                x -> Weft.gatherSettled(List.of(Weft.waitFor(patient("slow"), Duration.ofSeconds(2)))),
                x -> Weft.gatherSettled(List.of(Weft.taskGroup(group -> {
                    group.createTask(patient("member"));
                    group.createTask(Steps.of("bad", y -> sleep(Duration.ofSeconds(1)), y -> {
                        throw new IllegalStateException("expected");
                    }));
                    return Weft.completed();
                }))),
                x -> {
                    Task<?> asked = loop.createTask(patient("asked"));
                    loop.callLater(Duration.ofSeconds(1), () -> asked.cancel("why"));
                    return Weft.gatherSettled(List.of(asked));
                },
                x -> {
                    loop.createTask(patient("left"));
                    return sleep(Duration.ofSeconds(1));
                }));
        test.close();
    }

    @Test
    void message_ofAStall_saysSo() {
        loop.setDebug(true);
        Event never = new Event();
        Steps main = Steps.of("main", x -> never.waitUntilSet()).rescuedBy(thrown -> {
            seen.add(thrown);
            throw thrown;
        });

        assertThatThrownBy(() -> test.run(main)).isInstanceOf(StallError.class);
        assertThat(messages()).containsExactly("cancelled because the event loop stands still");
        test.close();
    }

    @Test
    void error_inDebugMode_hasTheRequestAsItsCause() {
        loop.setDebug(true);
        test.run(Steps.of("main", x -> {
            Task<?> asked = loop.createTask(patient("asked"));
            loop.createTask(
                    Steps.of("boss", y -> sleep(Duration.ofSeconds(1)), y -> asked.cancel()),
                    TaskOptions.defaults().named("boss"));
            return Weft.gatherSettled(List.of(asked));
        }));
        test.close();

        assertThat(seen).singleElement().satisfies(error -> {
            assertThat(error.getCause()).hasMessage("the cancellation was requested here, by boss");
            assertThat(error.getCause().getStackTrace())
                    .anyMatch(place -> place.getClassName().equals(CancelSourceTest.class.getName()))
                    .noneMatch(place -> place.getClassName().startsWith("dev.weft.internal.")
                            || place.getClassName().equals("dev.weft.Task"));
        });
    }

    @Test
    void error_ofACancelWithoutAMessage_hasNoneEither_andItsTextSaysSo() {
        for (String message : new String[] {null, "mine"}) {
            test.run(Steps.of("main", x -> {
                Task<?> asked = loop.createTask(patient("asked"));
                loop.callLater(Duration.ofSeconds(1), () -> asked.cancel(message));
                return Weft.gatherSettled(List.of(asked));
            }));
        }
        test.close();

        assertThat(messages()).containsExactly(null, "mine");
        assertThat(seen)
                .extracting(Throwable::toString)
                .containsExactly(
                        "dev.weft.CancelledError: cancelled by a call of cancel()", "dev.weft.CancelledError: mine");
        assertThat(new CancelledError()).hasToString("dev.weft.CancelledError");
    }

    @Test
    void causeOfATimeout_beginsWhereTheBlockWasSuspended() throws TimeoutException {
        Task<?> task = loop.createTask(
                Weft.waitFor(patient("slow"), Duration.ofSeconds(2)),
                TaskOptions.defaults().named("main"));
        assertThatThrownBy(() -> loop.runUntilComplete(task))
                .isInstanceOf(TimeoutException.class)
                .cause()
                .isSameAs(seen.get(0))
                .satisfies(cause -> assertThat(cause.getStackTrace())
                        .extracting(StackTraceElement::getMethodName)
                        .containsExactly("sleep", "slow", "waitFor", "main"));
        test.close();
    }

    @Test
    void causeOfATimeout_thatTheProgramHasMade_isLeftAsItIs() {
        CancelledError own = new CancelledError("mine");
        StackTraceElement[] before = own.getStackTrace();
        Steps main = Steps.of("slow", x -> sleep(Duration.ofHours(1))).rescuedBy(thrown -> {
            throw own;
        });

        assertThatThrownBy(() -> test.run(Weft.waitFor(main, Duration.ofSeconds(2))))
                .isInstanceOf(TimeoutException.class)
                .hasCause(own);
        assertThat(own.getStackTrace()).isEqualTo(before);
        test.close();
    }
}
