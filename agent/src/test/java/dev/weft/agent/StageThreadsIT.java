package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The threads on which methods that return stages go on after a sleep: a few, whatever the JDK does on a small machine. */
class StageThreadsIT {
    private static final String PROGRAM = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import java.lang.management.ManagementFactory;
            import java.time.Duration;
            import java.util.concurrent.*;
            class Main {
                static long threads() {
                    return ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
                }
                @Async static CompletableFuture<Long> sleeps(int times) {
                    await(sleep(Duration.ofNanos(1)));
                    long before = threads();
                    for (int i = 0; i < times; i++) {
                        await(sleep(Duration.ofNanos(1)));
                    }
                    return CompletableFuture.completedFuture(threads() - before);
                }
                @Async static CompletableFuture<Void> waits(CountDownLatch latch) {
                    await(sleep(Duration.ofNanos(1)));
                    try {
                        latch.countDown();
                        latch.await(); // blocks a thread until the other has come here
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    return CompletableFuture.completedFuture(null);
                }
                static Thread waiting(CountDownLatch latch) {
                    Thread thread = new Thread(() -> waits(latch).join()); // not main: a sleep may be over before its await
                    thread.start();
                    return thread;
                }
                public static void main(String[] arguments) throws InterruptedException {
                    long started = sleeps(1_000).join();
                    System.out.println(started < 50 ? "few" : started + " threads");
                    if (!(new CompletableFuture<>().defaultExecutor() instanceof ForkJoinPool)) {
                        CountDownLatch latch = new CountDownLatch(2);
                        for (Thread each : new Thread[] {waiting(latch), waiting(latch)}) {
                            each.join();
                        }
                    }
                    System.out.println("end");
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void thousandSleeps_onFewProcessors_startFewThreads(int processors, @TempDir Path directory) throws Exception {
        var classes = CompiledSources.compile("Main", PROGRAM);
        var run = new ChildJvm(directory)
                .run(ChildJvm.AGENT.toString(), List.of("-XX:ActiveProcessorCount=" + processors), classes);
        assertThat(run.output()).isEqualToIgnoringNewLines("fewend");
        assertThat(run.exitCode()).isZero();
    }
}
