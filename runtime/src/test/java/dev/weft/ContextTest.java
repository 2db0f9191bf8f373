package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.abi.Execution;
import dev.weft.abi.StageFrame;
import dev.weft.internal.context.CurrentContext;
import dev.weft.internal.task.SharedExecution;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextTest {

    private final ContextVar<String> user = ContextVar.named("user", "nobody");
    private final TestLoop test = new TestLoop();
    private final List<Object> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void get_ofAnUnsetVariable_givesTheFallbackOrThrows() {
        ContextVar<String> bare = ContextVar.named("bare");

        assertThat(user.get()).isEqualTo("nobody");
        assertThat(user.get("else")).isEqualTo("else");
        assertThat(bare.get("else")).isEqualTo("else");
        assertThatThrownBy(bare::get).isInstanceOf(NoSuchElementException.class).hasMessageContaining("bare");
    }

    @Test
    void reset_withItsToken_bringsTheOldValueBackOnce() {
        Context.copyCurrent().run(() -> {
            ContextVar.Token<String> first = user.set("a");
            ContextVar.Token<String> second = user.set("b");
            user.reset(second);
            assertThat(user.get()).isEqualTo("a");
            assertThatThrownBy(() -> user.reset(second)).isInstanceOf(IllegalStateException.class);
            user.reset(first);
            assertThat(user.get()).isEqualTo("nobody");
        });
    }

    @Test
    void task_thatSetsAVariable_keepsItToItself() {
        test.run(Steps.of(
                "main",
                x -> user.set("main"),
                x -> Weft.createTask(Steps.of("child", y -> log.add(user.get()), y -> user.set("child"))),
                x -> log.add(user.get()),
                x -> Steps.of("awaited", y -> user.set("awaited")),
                x -> log.add(user.get())));

        assertThat(log).containsExactly("main", "main", "awaited");
        assertThat(user.get()).isEqualTo("nobody");
    }

    @Test
    void callback_keepsTheContextInWhichItWasAdded() {
        test.run(Steps.of(
                "main",
                x -> user.set("early"),
                x -> EventLoop.running().callSoon(() -> log.add(user.get())),
                x -> user.set("late"),
                x -> Weft.yieldNow()));

        assertThat(log).containsExactly("early");
    }

    @Test
    void toThread_carriesTheContextIn() {
        test.run(Steps.of("main", x -> user.set("main"), x -> Weft.toThread(() -> user.get()), log::add));

        assertThat(log).containsExactly("main");
    }

    @Test
    void context_ofATaskThatWasGivenOne_keepsWhatTheTaskSets() {
        Context context = Context.copyCurrent();
        test.run(Steps.of(
                "main",
                x -> Weft.createTask(
                        Steps.of("child", y -> user.set("child")),
                        TaskOptions.defaults().inContext(context)),
                x -> user.get(),
                log::add));
        context.run(() -> log.add(user.get()));

        assertThat(log).containsExactly("nobody", "child");
    }

    @Test
    void context_ofSeveralRunsOfARunner_isShared() {
        test.run(Steps.of("first", x -> user.set("first")));
        test.run(Steps.of("second", x -> log.add(user.get())));

        assertThat(log).containsExactly("first");
        assertThat(user.get()).isEqualTo("nobody");
    }

    @Test
    void set_behindAnAwaitWithoutALoop_isSeenBehindTheNextAndNotOutside() {
        List<CompletableFuture<String>> stages = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        user.set("caller");
        CompletableFuture<?> result = SharedExecution.run(Steps.of(
                "main",
                x -> log.add(user.get()),
                x -> stages.get(0),
                x -> {
                    log.add(user.get());
                    return user.set("second");
                },
                x -> stages.get(1),
                x -> log.add(user.get())));
        user.set("changed");
        stages.forEach(stage -> stage.complete(""));

        assertThat(result).isCompleted();
        assertThat(log).containsExactly("caller", "caller", "second");
        assertThat(user.get()).isEqualTo("changed");
        CurrentContext.enter(null);
    }

    @Test
    void set_behindAnAwaitOfAStageMethodWithoutALoop_isSeenBehindTheNextAndNotOutside() {
        List<CompletableFuture<String>> stages =
                List.of(new CompletableFuture<>(), new CompletableFuture<>(), new CompletableFuture<>());
        ThreeAwaits activation = new ThreeAwaits(stages);
        activation.suspendOn(stages.get(0), 1);
        stages.forEach(stage -> stage.complete(""));

        assertThat(activation.result()).isCompleted();
        assertThat(log).containsExactly("1 nobody", "2 set at 1", "3 set at 2");
        assertThat(user.get()).isEqualTo("nobody");
    }

    /** What the weaver makes of a method that returns a stage, sets the variable behind each of three awaits. */
    private final class ThreeAwaits extends StageFrame {
        private final List<CompletableFuture<String>> stages;

        ThreeAwaits(List<CompletableFuture<String>> stages) {
            super(new CompletableFuture<>());
            this.stages = stages;
        }

        @Override
        protected @Nullable Object resume(@Nullable Execution unused) throws Throwable {
            take();
            log.add(point + " " + user.get());
            user.set("set at " + point);
            return point == stages.size()
                    ? CompletableFuture.completedFuture("")
                    : suspendOn(stages.get(point), point + 1);
        }

        @Override
        protected String describe() {
            return "ContextTest\tthreeAwaits\t\n1\n2\n3";
        }
    }
}
