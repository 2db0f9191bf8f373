package dev.weft.semantics;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.taskGroup;
import static dev.weft.Weft.toThread;
import static dev.weft.Weft.waitFor;
import static dev.weft.Weft.yieldNow;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Context;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import dev.weft.TaskOptions;
import dev.weft.ThreadBridge;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The MDC of SLF4J, as Logback keeps it, in tasks that have one of their own. */
class MdcIT extends Twin {
    private static final ContextVar<@Nullable Map<String, String>> FIELDS =
            ContextVar.bridged("MDC", ThreadBridge.of(MDC::getCopyOfContextMap, MDC::setContextMap));

    @AfterEach
    void leavesNothing() {
        assertThat(MDC.getMDCAdapter()).isInstanceOf(LogbackMDCAdapter.class);
        assertThat(MDC.get("request")).as("what is left on the thread").isNull();
    }

    private void logRequest(String place) {
        log(place, MDC.get("request"), MDC.get("step"));
    }

    @Async
    Coroutine<Void> request(String id) {
        FIELDS.set(Map.of("request", id));
        for (int step = 1; step <= 2; step++) {
            MDC.put("step", String.valueOf(step));
            logRequest(id);
            await(yieldNow());
            await(nested(id));
        }
        return completed();
    }

    @Async
    Coroutine<Void> nested(String id) {
        logRequest(id + " nested");
        String step = MDC.get("step");
        MDC.put("step", "nested");
        await(sleep(seconds(1)));
        logRequest(id + " nested");
        MDC.put("step", step);
        return completed();
    }

    @Async
    Coroutine<Void> unasked() {
        for (int turn = 0; turn < 4; turn++) {
            logRequest("unasked");
            await(yieldNow());
        }
        return completed();
    }

    @Test
    void mdc_ofTwoTasksInTurn_isEachTasksOwnThroughNestedAwaits() {
        runMain(() -> {
            await(gather(request("A"), unasked(), request("B")));
            logRequest("main");
            return completed();
        });

        assertThat(lines())
                .containsExactly(
                        "A A 1",
                        "unasked null null",
                        "B B 1",
                        "A nested A 1",
                        "unasked null null",
                        "B nested B 1",
                        "unasked null null",
                        "unasked null null",
                        "A nested A nested",
                        "A A 2",
                        "B nested B nested",
                        "B B 2",
                        "A nested A 2",
                        "B nested B 2",
                        "A nested A nested",
                        "B nested B nested",
                        "main null null");
    }

    @Async
    Coroutine<Void> cleaningUp(String id) {
        FIELDS.set(Map.of("request", id));
        try {
            await(sleep(seconds(60)));
        } finally {
            logRequest("cleaning up");
            await(sleep(seconds(1)));
            logRequest("cleaned up");
        }
        return completed();
    }

    @Test
    void mdc_ofATaskThatIsCancelledOrTimesOut_isThereDuringItsCleanup() {
        runMain(() -> {
            Task<Void> task = createTask(cleaningUp("cancelled"));
            await(yieldNow());
            task.cancel();
            try {
                await(task);
            } catch (CancelledError e) {
                logRequest("main");
            }
            Task<Void> timed = createTask(async(() -> waitFor(cleaningUp("timed"), seconds(1))));
            try {
                await(timed, TimeoutException.class);
            } catch (TimeoutException e) {
                logRequest("main");
            }
            return completed();
        });

        assertThat(lines())
                .containsExactly(
                        "cleaning up cancelled null",
                        "cleaned up cancelled null",
                        "main null null",
                        "cleaning up timed null",
                        "cleaned up timed null",
                        "main null null");
    }

    @Async
    Coroutine<Void> failing() {
        FIELDS.set(Map.of("request", "failing"));
        await(yieldNow());
        throw new Boom("expected");
    }

    @Test
    void mdc_ofATaskThatFails_isNotThatOfTheTaskThatCatches() {
        runMain(() -> {
            FIELDS.set(Map.of("request", "main"));
            try {
                await(createTask(failing()));
            } catch (Boom e) {
                logRequest("caught");
            }
            try {
                await(failing()); // in this task: its MDC is this one's
            } catch (Boom e) {
                logRequest("caught");
            }
            return completed();
        });

        assertThat(lines()).containsExactly("caught main null", "caught failing null");
    }

    @Async
    CompletableFuture<String> stageStyle(CompletableFuture<?> stage) {
        logRequest("stage begins");
        await(stage);
        MDC.put("step", "stage");
        await(toThread(() -> "")); // resumed by the loop again
        logRequest("stage ends");
        return completedFuture("");
    }

    @Test
    void mdc_ofATask_isInheritedByGroupsThreadsCallbacksAndStages() {
        runMain(() -> {
            FIELDS.set(Map.of("request", "main"));
            await(taskGroup(group -> {
                group.createTask(async(() -> {
                    logRequest("child");
                    MDC.put("step", "child");
                    await(yieldNow());
                    logRequest("child");
                    return completed();
                }));
                return completed();
            }));
            log("thread", await(toThread(() -> MDC.get("request"))));
            EventLoop.running().callSoon(() -> logRequest("callback"));
            CompletableFuture<String> stage = new CompletableFuture<>();
            CompletableFuture<String> result = stageStyle(stage);
            await(yieldNow());
            stage.complete("");
            await(result);
            logRequest("main");
            return completed();
        });

        assertThat(lines())
                .containsExactly(
                        "child main null",
                        "child main child",
                        "thread main",
                        "stage begins main null",
                        "callback main null",
                        "stage ends main stage",
                        "main main null");
    }

    @Test
    void mdc_ofAContext_isThatOfATaskWhichIsGivenIt() {
        Context context = Context.copyCurrent().with(FIELDS, Map.of("request", "given"));
        runMain(() -> {
            await(createTask(unasked(), TaskOptions.defaults().inContext(context)));
            return completed();
        });
        context.run(() -> logRequest("outside"));

        assertThat(lines().get(3)).isEqualTo("unasked given null");
        assertThat(lines().get(4)).isEqualTo("outside given null");
    }

    @Test
    void mdc_ofTasksThatAwaitManyTimes_isRightInEachStep() {
        runMain(() -> {
            await(gather(counting(0), counting(1), counting(2)));
            return completed();
        });

        assertThat(lines()).hasSize(3).allMatch(line -> line.endsWith(" 1000"));
    }

    @Async
    Coroutine<Void> counting(int id) {
        FIELDS.set(Map.of("request", String.valueOf(id), "step", "0"));
        for (int step = 1; step <= 1_000; step++) {
            if (step % 3 == id) {
                await(yieldNow());
            } else {
                await(sleep(Duration.ofMillis(step % 7)));
            }
            assertThat(MDC.get("request")).isEqualTo(String.valueOf(id));
            MDC.put("step", String.valueOf(Integer.parseInt(MDC.get("step")) + 1));
        }
        log(id, MDC.get("step"));
        return completed();
    }
}
