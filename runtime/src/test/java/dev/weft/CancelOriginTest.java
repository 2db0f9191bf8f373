package dev.weft;

import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.sync.Event;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The causes of cancellations that Weft itself requests, in debug mode: which group, timeout or end of the loop, and why. */
class CancelOriginTest {

    private static final String GROUP = "the cancellation was requested by the task group in owner, ";
    private static final TaskOptions OWNER = TaskOptions.defaults().named("owner");

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final List<Throwable> seen = new ArrayList<>();

    CancelOriginTest() {
        loop.setDebug(true);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Object note(Throwable thrown) throws Throwable {
        seen.add(thrown);
        throw thrown;
    }

    private Steps patient() {
        return Steps.of("patient", x -> sleep(Duration.ofHours(1))).rescuedBy(this::note);
    }

    private static Steps failing(Throwable failure) {
        return Steps.of("failing", x -> sleep(Duration.ofSeconds(1)), x -> {
            throw failure;
        });
    }

    /** Runs a group in the task named owner; returns what it throws. */
    private Throwable runGroup(TaskGroupBody<?> body) {
        Task<?> owner = loop.createTask(Weft.taskGroup(body), OWNER);
        return catchThrowable(() -> loop.runUntilComplete(owner));
    }

    private Throwable cause() {
        return seen.get(0).getCause();
    }

    private static List<String> methods(Throwable request) {
        return List.of(request.getStackTrace()).stream()
                .map(StackTraceElement::getMethodName)
                .toList();
    }

    @Test
    void failureOfAMember_isTheCauseInTheOthersAndInTheBlock() {
        IllegalStateException failure = new IllegalStateException("two\nlines");
        runGroup(group -> {
            group.createTask(patient());
            group.createTask(failing(failure), "bad");
            return Steps.of("block", x -> sleep(Duration.ofHours(1))).rescuedBy(this::note);
        });

        assertThat(seen).hasSize(2).extracting(Throwable::getMessage).containsOnly("cancelled by its task group");
        assertThat(cause())
                .hasMessage(GROUP + "suspended at dev.weft.Weft.block(Weft.java), because bad has failed:"
                        + " java.lang.IllegalStateException: two\\nlines")
                .hasCause(failure);
        assertThat(seen.get(1)).hasCause(cause());
        assertThat(methods(cause())).containsExactly("sleep", "block", "taskGroup", "owner");
    }

    @Test
    void failureOfTheBlock_isTheCauseInTheMembers() {
        IllegalStateException failure = new IllegalStateException("expected");
        runGroup(group -> {
            group.createTask(patient());
            return failing(failure);
        });

        assertThat(cause())
                .hasMessage("the cancellation was requested by the task group in owner, because its block has failed:"
                        + " java.lang.IllegalStateException: expected")
                .hasCause(failure);
        assertThat(methods(cause())).last().isEqualTo("owner");
    }

    @Test
    void cancellationOfTheOwner_isTheCauseOfTheCauseInTheMembers() {
        Task<?> owner = loop.createTask(
                Weft.taskGroup(group -> {
                    group.createTask(patient());
                    return Steps.of("block", x -> sleep(Duration.ofHours(1))).rescuedBy(this::note);
                }),
                OWNER);
        loop.callLater(Duration.ofSeconds(1), owner::cancel);
        Throwable thrown = catchThrowable(() -> loop.runUntilComplete(owner));

        assertThat(thrown).isSameAs(seen.get(0));
        assertThat(cause()).hasMessageStartingWith("the cancellation was requested here, by a callback, ");
        assertThat(seen.get(1).getCause())
                .hasMessageStartingWith("the cancellation was requested by the task group in owner, because it was"
                        + " cancelled: dev.weft.CancelledError: ")
                .hasCause(seen.get(0));
    }

    @Test
    void cancellationOfTheOwner_thatWaitsForTheMembers_isTheCauseOfTheCauseInThem() {
        Task<?> owner = loop.createTask(
                Weft.taskGroup(group -> {
                    group.createTask(patient());
                    return Weft.completed();
                }),
                OWNER);
        loop.callLater(Duration.ofSeconds(1), owner::cancel);
        Throwable thrown = catchThrowable(() -> loop.runUntilComplete(owner));

        assertThat(thrown).isInstanceOf(CancelledError.class);
        assertThat(thrown.getCause()).hasMessageStartingWith("the cancellation was requested here, by a callback, ");
        assertThat(cause())
                .hasMessageStartingWith(
                        "the cancellation was requested by the task group in owner, because it was" + " cancelled: ")
                .hasCause(thrown);
    }

    @Test
    void cancelOfTheGroup_namesTheCallerAndTheGroup() {
        List<TaskGroup> held = new ArrayList<>();
        loop.createTask(
                Steps.of("boss", x -> sleep(Duration.ofSeconds(1)), x -> {
                    held.get(0).cancel();
                    return null;
                }),
                TaskOptions.defaults().named("boss"));
        Throwable thrown = runGroup(group -> {
            held.add(group);
            group.createTask(patient());
            return patient();
        });

        assertThat(thrown).isNull();
        assertThat(seen)
                .hasSize(2)
                .allSatisfy(error -> assertThat(error)
                        .cause()
                        .hasMessage("the cancellation was requested here, by boss, through the task group in owner")
                        .hasNoCause());
    }

    @Test
    void cancellationThatAGroupOfFailuresRepeats_keepsItsCause() {
        List<Throwable> later = new ArrayList<>();
        Task<?> owner = loop.createTask(
                Steps.of(
                                "owner",
                                x -> Weft.taskGroup(group -> {
                                    group.createTask(Steps.of("bad", y -> sleep(Duration.ofHours(1)))
                                            .rescuedBy(thrown -> {
                                                throw new IllegalStateException("bad cleanup");
                                            }));
                                    return Weft.completed();
                                }))
                        .rescuedBy(thrown -> sleep(Duration.ofHours(1))),
                OWNER);
        loop.createTask(
                Steps.of("boss", x -> sleep(Duration.ofSeconds(1)), x -> owner.cancel()),
                TaskOptions.defaults().named("boss"));
        later.add(catchThrowable(() -> loop.runUntilComplete(owner)));

        assertThat(later.get(0))
                .isInstanceOf(CancelledError.class)
                .hasMessage(null)
                .cause()
                .hasMessage("the cancellation was requested here, by boss");
    }

    @Test
    void timeout_namesItsTimeAndThePlaceOfItsBlock() throws TimeoutException {
        Task<?> owner = loop.createTask(Weft.timeout(Duration.ofSeconds(2), timeout -> patient()), OWNER);
        Throwable thrown = catchThrowable(() -> loop.runUntilComplete(owner));

        assertThat(thrown).isInstanceOf(TimeoutException.class).hasCause(seen.get(0));
        assertThat(seen.get(0)).hasMessage("cancelled by a timeout of PT2S");
        assertThat(cause())
                .hasMessage("the cancellation was requested by a timeout of PT2S in owner,"
                        + " suspended at dev.weft.Weft.patient(Weft.java)")
                .hasNoCause();
        assertThat(methods(cause())).containsExactly("sleep", "patient", "timeout", "owner");
    }

    @Test
    void waitFor_whoseTaskAwaitsAnother_namesItsOwnTask() throws TimeoutException {
        Task<?> inner = loop.createTask(patient(), TaskOptions.defaults().named("inner"));
        Task<?> owner = loop.createTask(Steps.of("waiting", x -> Weft.waitFor(inner, Duration.ofSeconds(2))), OWNER);
        assertThat(catchThrowable(() -> loop.runUntilComplete(owner))).isInstanceOf(TimeoutException.class);

        assertThat(cause())
                .hasMessage("the cancellation was requested by a timeout of PT2S in owner,"
                        + " suspended at dev.weft.Weft.waiting(Weft.java)");
        assertThat(methods(cause())).containsExactly("waitFor", "waiting", "owner");
    }

    @Test
    void waitFor_withoutTime_namesTheTaskThatCalledIt() throws TimeoutException {
        Task<?> inner = loop.createTask(patient(), TaskOptions.defaults().named("inner"));
        Task<?> owner = loop.createTask(
                Steps.of("waiting", x -> sleep(Duration.ofSeconds(1)), x -> Weft.waitFor(inner, Duration.ZERO)), OWNER);
        assertThat(catchThrowable(() -> loop.runUntilComplete(owner))).isInstanceOf(TimeoutException.class);

        assertThat(cause()).hasMessage("the cancellation was requested here, by owner, through waitFor of PT0S");
    }

    @Test
    void timeoutThatWasMoved_namesItsDeadline() throws TimeoutException {
        Task<?> owner = loop.createTask(
                Weft.timeout(Duration.ofHours(1), timeout -> {
                    timeout.reschedule(Duration.ofSeconds(3));
                    return patient();
                }),
                OWNER);
        assertThat(catchThrowable(() -> loop.runUntilComplete(owner))).isInstanceOf(TimeoutException.class);

        assertThat(cause())
                .hasMessage("the cancellation was requested by a timeout at 3000000000 ns on the event loop's clock in"
                        + " owner, suspended at dev.weft.Weft.patient(Weft.java)");
    }

    @Test
    void shutdown_namesTheMainCoroutineThatHasEnded() {
        test.run(Steps.of("lead", x -> {
            loop.createTask(patient());
            return sleep(Duration.ofSeconds(1));
        }));
        test.close();

        assertThat(cause())
                .hasMessage(
                        "the cancellation was requested by the shutdown of the event loop, after the end of Weft.lead");
        assertThat(seen.get(0)).hasMessage("cancelled by the shutdown of the event loop");
    }

    @Test
    void shutdown_withoutARun_saysSo() {
        loop.createTask(patient());
        loop.runOnce();
        test.close();

        assertThat(cause()).hasMessage("the cancellation was requested by the shutdown of the event loop");
    }

    @Test
    void stall_saysSo() {
        Event never = new Event();
        Steps main = Steps.of("main", x -> never.waitUntilSet()).rescuedBy(this::note);

        assertThat(catchThrowable(() -> test.run(main))).isInstanceOf(StallError.class);
        assertThat(cause())
                .hasMessage(
                        "the cancellation was requested by the event loop, which stands still: nothing can wake it");
    }

    @Test
    void interruptOfTheThread_saysSo() {
        Thread.currentThread().interrupt();
        assertThat(catchThrowable(() -> test.run(patient()))).isInstanceOf(CancelledError.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(cause())
                .hasMessage("the cancellation was requested by an interrupt of the thread that runs the event loop");
    }
}
