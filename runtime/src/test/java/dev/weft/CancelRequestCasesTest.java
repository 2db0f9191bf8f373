package dev.weft;

import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.testing.TestLoop;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The causes of cancellations that come twice, late or never, of odd errors, and outside of debug mode. */
class CancelRequestCasesTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final List<Throwable> seen = new ArrayList<>();

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

    private Steps awaiting(Awaitable<?> awaited) {
        return Steps.of("awaiting", x -> awaited).rescuedBy(this::note);
    }

    private Task<?> deed(String name, int seconds, Runnable deed) {
        return loop.createTask(
                Steps.of(name, x -> sleep(Duration.ofSeconds(seconds)), x -> {
                    deed.run();
                    return null;
                }),
                TaskOptions.defaults().named(name));
    }

    private List<String> causes() {
        return seen.stream()
                .map(error -> error.getCause() == null
                        ? "none"
                        : error.getCause().getMessage().replace("the cancellation was requested here, by ", ""))
                .toList();
    }

    @Test
    void twoCancelsAtOnce_ofASleepOrAFuture_haveTheMessageAndTheCauseOfTheFirst() {
        loop.setDebug(true);
        Future<Object> future = loop.createFuture();
        Task<?> sleeping = loop.createTask(patient());
        Task<?> waiting = loop.createTask(awaiting(future));
        for (Task<?> each : List.of(sleeping, waiting)) {
            deed("first", 1, () -> each.cancel("one"));
            deed("second", 1, () -> each.cancel("two"));
        }
        test.run(sleep(Duration.ofSeconds(2)));

        assertThat(seen).extracting(Throwable::getMessage).containsExactly("one", "one");
        assertThat(causes()).containsExactly("first", "first");
    }

    @Test
    void twoCancels_beforeTheFirstStep_haveTheMessageAndTheCauseOfTheSecond() {
        loop.setDebug(true);
        test.run(Steps.of("main", x -> {
            List<Task<?>> late = new ArrayList<>();
            Task<?> first = loop.createTask(
                    Steps.of("first", y -> late.get(0).cancel("one")),
                    TaskOptions.defaults().named("first"));
            Task<?> second = loop.createTask(
                    Steps.of("second", y -> late.get(0).cancel("two")),
                    TaskOptions.defaults().named("second"));
            late.add(loop.createTask(patient()));
            return Weft.gatherSettled(List.of(first, second, awaiting(late.get(0))));
        }));

        assertThat(seen).extracting(Throwable::getMessage).containsExactly("two");
        assertThat(causes()).containsExactly("second");
    }

    @Test
    void cancel_duringTheCleanup_hasItsOwnCause() {
        loop.setDebug(true);
        Task<?> task = loop.createTask(Steps.of("cleaning", x -> sleep(Duration.ofHours(1)))
                .rescuedBy(thrown -> {
                    seen.add(thrown);
                    return Steps.of("cleanup", x -> sleep(Duration.ofHours(1))).rescuedBy(this::note);
                }));
        deed("first", 1, () -> task.cancel());
        deed("second", 2, () -> task.cancel());
        test.run(sleep(Duration.ofSeconds(3)));

        assertThat(causes()).containsExactly("first", "second");
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void cancel_afterUncancel_hasItsOwnCause() {
        loop.setDebug(true);
        List<Task<?>> self = new ArrayList<>();
        Task<?> task = loop.createTask(Steps.of("patient", x -> sleep(Duration.ofHours(1)), x -> patient())
                .rescuedBy(thrown -> {
                    seen.add(thrown);
                    self.get(0).uncancel();
                    return null;
                }));
        self.add(task);
        deed("first", 1, () -> task.cancel());
        deed("second", 2, () -> task.cancel());
        test.run(sleep(Duration.ofSeconds(3)));

        assertThat(causes()).containsExactly("first", "second");
    }

    @Test
    void requestThatWasTakenBack_beforeItWasSeen_isNotTheCauseOfALaterCancel() {
        loop.setDebug(true);
        Future<Object> future = loop.createFuture();
        List<Task<?>> self = new ArrayList<>();
        self.add(loop.createTask(Steps.of(
                "hesitant",
                x -> {
                    self.get(0).cancel("never mind");
                    self.get(0).uncancel();
                    return null;
                },
                x -> awaiting(future))));
        deed("later", 1, future::cancel);
        test.run(sleep(Duration.ofSeconds(2)));

        assertThat(causes()).containsExactly("later");
        assertThat(seen.get(0)).hasMessage(null);
    }

    @Test
    void errorOfTheProgram_thatHasACause_keepsItForAllAwaiters() {
        loop.setDebug(true);
        CancelledError own = new CancelledError("mine");
        own.initCause(new IllegalStateException("own cause"));
        Task<?> task =
                loop.createTask(Steps.of("own", x -> sleep(Duration.ofHours(1))).rescuedBy(thrown -> {
                    throw own;
                }));
        deed("boss", 1, () -> task.cancel());
        test.run(Steps.of("main", x -> Weft.gatherSettled(List.of(awaiting(task), awaiting(task)))));

        assertThat(seen.get(0)).isSameAs(own);
        assertThat(seen.get(1)).isNotSameAs(own);
        assertThat(causes()).containsExactly("own cause", "own cause");
    }

    @Test
    void errorOfTheProgram_withoutACause_getsNone() {
        loop.setDebug(true);
        CancelledError own = new CancelledError("mine");
        Task<?> task =
                loop.createTask(Steps.of("own", x -> sleep(Duration.ofHours(1))).rescuedBy(thrown -> {
                    throw own;
                }));
        deed("boss", 1, () -> task.cancel());
        test.run(Steps.of("main", x -> Weft.gatherSettled(List.of(awaiting(task)))));

        assertThat(seen).containsExactly(own);
        assertThat(own).hasNoCause();
    }

    @Test
    void errorOfTheProgram_whoseGetCauseThrows_costsOnlyTheCause() {
        loop.setDebug(true);
        @SuppressWarnings("serial")
        class Odd extends CancelledError {
            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException("odd");
            }
        }
        Task<?> task = loop.createTask(Steps.of("odd", x -> {
            throw new Odd();
        }));
        assertThat(catchThrowable(() -> test.run(Steps.of("main", x -> task)))).isInstanceOf(Odd.class);
        assertThat(catchThrowable(task::result))
                .isInstanceOf(CancelledError.class)
                .hasNoCause();
    }

    @Test
    void cycleOfCauses_thatTheProgramMakes_isPrintedAndPassedOn() {
        loop.setDebug(true);
        IllegalStateException failure = new IllegalStateException("expected");
        List<Task<?>> member = new ArrayList<>();
        Throwable thrown = catchThrowable(() -> test.run(Weft.taskGroup(group -> {
            member.add(group.createTask(
                    Steps.of("member", x -> sleep(Duration.ofHours(1))).rescuedBy(error -> {
                        failure.initCause(error);
                        return note(error);
                    })));
            group.createTask(Steps.of("bad", x -> {
                throw failure;
            }));
            return Weft.completed();
        })));

        assertThat(thrown).isInstanceOf(ExceptionGroup.class);
        assertThat(seen.get(0).getCause().getCause()).isSameAs(failure).hasCause(seen.get(0));
        StringWriter printed = new StringWriter();
        thrown.printStackTrace(new PrintWriter(printed, true));
        assertThat(printed.toString()).contains("CIRCULAR REFERENCE");
        for (int i = 0; i < 2; i++) {
            assertThat(catchThrowable(member.get(0)::result).getCause()).hasCause(failure);
        }
    }

    @Test
    void causes_afterDebugModeWasSwitchedOff_areThoseOfRequestsBefore() {
        loop.setDebug(true);
        Future<Object> before = loop.createFuture();
        Future<Object> after = loop.createFuture();
        before.cancel();
        loop.setDebug(false);
        after.cancel();

        assertThat(catchThrowable(before::result)).hasCauseInstanceOf(Exception.class);
        assertThat(catchThrowable(after::result)).hasNoCause();
    }

    @Test
    void outsideOfDebugMode_noErrorHasACause_andItsTextNamesTheSource() throws Exception {
        Future<Object> plain = loop.createFuture();
        Future<Object> viewed = loop.createFuture();
        CompletableFuture<Object> view = viewed.toCompletableFuture();
        Task<?> unstarted = loop.createTask(patient());
        unstarted.cancel();
        Task<?> sleeping = loop.createTask(patient());
        deed("boss", 1, () -> {
            plain.cancel();
            sleeping.cancel();
            view.cancel(true);
        });
        test.run(Steps.of(
                "main",
                x -> Weft.gatherSettled(
                        List.of(awaiting(plain), awaiting(viewed), awaiting(unstarted), awaiting(sleeping)))));
        failInAGroup();

        assertThat(seen).allSatisfy(error -> assertThat(error).hasNoCause().hasMessage(null));
        assertThat(seen)
                .extracting(error -> error.toString().replace("dev.weft.CancelledError: cancelled ", ""))
                .containsExactlyInAnyOrder(
                        "by a call of cancel()",
                        "by a call of cancel()",
                        "by a call of cancel()",
                        "by a call of cancel()",
                        "through its CompletableFuture",
                        "by its task group");
    }

    private void failInAGroup() {
        assertThat(catchThrowable(() -> test.run(Weft.taskGroup(group -> {
                    group.createTask(patient());
                    group.createTask(Steps.of("bad", x -> sleep(Duration.ofSeconds(1)), x -> {
                        throw new IllegalStateException("expected");
                    }));
                    return Weft.completed();
                }))))
                .isInstanceOf(ExceptionGroup.class);
    }
}
