package dev.weft.semantics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.ChildJvm;
import dev.weft.agent.CompiledSources;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that stand still, in a JVM of their own, where no other thread is. */
class StallIT {

    private static final String START = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import dev.weft.sync.*;
            class Main {
            """;

    @TempDir
    private Path directory;

    private ChildJvm.Run run(String members) throws Exception {
        var classes = CompiledSources.compile("Main", START + members + "}");
        return new ChildJvm(directory).run(ChildJvm.AGENT.toString(), List.of(), classes);
    }

    @Test
    void program_withTwoLocksTakenCrosswise_endsWithTheCycle() throws Exception {
        var run = run("""
                @Async static Coroutine<Void> transfer(Lock from, Lock to) {
                    try (Permit first = await(from.acquire())) {
                        await(yieldNow());
                        try (Permit second = await(to.acquire())) {
                            System.out.println(first + " " + second);
                        }
                    } finally {
                        System.out.println("cleaned up");
                    }
                    return completed();
                }
                public static void main(String[] arguments) {
                    Lock a = new Lock("A");
                    Lock b = new Lock("B");
                    run(async(() -> {
                        Task<Void> left = createTask(transfer(a, b), TaskOptions.defaults().named("left"));
                        Task<Void> right = createTask(transfer(b, a), TaskOptions.defaults().named("right"));
                        await(gather(left, right));
                        return completed();
                    }));
                }
                """);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .startsWith("cleaned up\ncleaned up\n")
                .contains("Exception in thread \"main\" dev.weft.StallError: the event loop stands still")
                .contains("cycle: left waits for Lock B, held by right; right waits for Lock A, held by left\n");
    }

    @Test
    void program_thatAnotherThreadWakes_goesOn() throws Exception {
        var run = run("""
                public static void main(String[] arguments) {
                    run(async(() -> {
                        EventLoop loop = EventLoop.running();
                        Future<String> news = loop.createFuture(() -> "news");
                        Thread other = new Thread(() -> {
                            while (loop.statistics().turns() < 2) {
                                Thread.onSpinWait();
                            }
                            loop.callSoonThreadsafe(() -> news.setResult("from another thread"));
                        });
                        other.start();
                        await(yieldNow());
                        System.out.println(await(news));
                        System.out.println(await(toThread(() -> "from a thread of the loop's")));
                        return completed();
                    }));
                }
                """);

        assertThat(run.output()).isEqualTo("from another thread\nfrom a thread of the loop's\n");
        assertThat(run.exitCode()).isZero();
    }
}
