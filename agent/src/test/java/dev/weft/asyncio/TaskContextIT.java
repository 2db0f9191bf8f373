package dev.weft.asyncio;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Context;
import dev.weft.ContextVar;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.TaskOptions;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Context variables in tasks. */
class TaskContextIT extends AsyncioCase {
    private final ContextVar<String> variable = ContextVar.named("variable", "nope");

    @Async
    Coroutine<Void> sets(String value) {
        await(yieldNow());
        variable.set(value);
        return completed();
    }

    @Nested
    @PortOf("test_tasks.BaseTaskTests")
    class Variables {
        @Async
        Coroutine<Void> looksAndSets() {
            await(sleep(millis(10)));
            assertThat(variable.get()).isEqualTo("nope");
            variable.set("something else");
            return completed();
        }

        @Ported("test_context_1")
        void task_hasACopyOfItsCreatorsContext() {
            run(() -> {
                var task = createTask(looksAndSets());
                variable.set("yes");
                await(task);
                assertThat(variable.get()).isEqualTo("yes");
                return completed();
            });
        }

        @Ported("test_context_2")
        void callback_thatSetsAVariable_doesNotTouchTheTask() {
            run(() -> {
                for (String value : List.of("yes0", "yes1")) {
                    Future<Void> future = newFuture();
                    future.addDoneCallback(done -> variable.set("something else"));
                    variable.set(value);
                    EventLoop.running().callSoon(() -> future.setResult(null));
                    await(future);
                    assertThat(variable.get()).isEqualTo(value);
                    variable.set(value + " again");
                    await(sleep(millis(1)));
                    assertThat(variable.get()).isEqualTo(value + " again");
                }
                return completed();
            });
            assertThat(variable.get()).isEqualTo("nope");
        }

        @Async
        Coroutine<Void> setsAndChecks(int number) {
            for (int i = 0; i < 10; i++) {
                String value = number + "." + i;
                variable.set(value);
                await(sleep(millis(1 + (number * 7 + i * 3) % 50)));
                assertThat(variable.get()).isEqualTo(value);
            }
            return completed();
        }

        @Ported("test_context_3")
        void hundredTasks_thatSetOneVariable_doNotSeeEachOther() {
            run(() -> {
                List<Coroutine<Void>> coroutines = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    coroutines.add(setsAndChecks(i));
                }
                await(gather(coroutines));
                return completed();
            });
            assertThat(variable.get()).isEqualTo("nope");
        }

        @Ported({"test_context_4", "test_context_5", "test_context_6"})
        void tasks_inAGivenContext_shareIt() {
            run(() -> {
                Context context = Context.copyCurrent();
                TaskOptions inContext = TaskOptions.defaults().inContext(context);
                Runnable looks = () -> log.add(variable.get());
                context.run(looks);
                await(createTask(sets("1"), inContext));
                context.run(looks);
                await(EventLoop.running().createTask(sets("2"), inContext));
                context.run(looks);
                assertThat(log).containsExactly("nope", "1", "2");
                return completed();
            });
        }
    }

    @Nested
    @PortOf("test_context.DecimalContextTest")
    class Decimals {
        private final ContextVar<MathContext> precision = ContextVar.named("precision", MathContext.DECIMAL128);

        @Async
        Coroutine<String> fractions(int digits) {
            precision.set(new MathContext(digits));
            String first = BigDecimal.ONE
                    .divide(BigDecimal.valueOf(3), precision.get())
                    .toString();
            await(sleep(millis(10)));
            return completed(first + " " + BigDecimal.TEN.divide(BigDecimal.valueOf(3), precision.get()));
        }

        @Ported("test_asyncio_task_decimal_context")
        void tasks_withAPrecisionOfTheirOwn_keepItOverAnAwait() {
            run(() -> {
                assertThat(await(gather(fractions(3), fractions(6)))).containsExactly("0.333 3.33", "0.333333 3.33333");
                return completed();
            });
        }
    }
}
