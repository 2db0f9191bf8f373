package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten million awaits in one loop of one method, in a heap that a few bytes kept for each would fill: EA Async kept about
 * fifty, 500 MB in all.
 */
class EndlessLoopIT {
    private static final List<String> SMALL_HEAP = List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final String AWAITS = "10000000";

    private ChildJvm child;

    @BeforeEach
    void findDirectory(@TempDir Path directory) {
        child = new ChildJvm(directory);
    }

    private void runs(String source) throws Exception {
        var classes = CompiledSources.compile("Main", source);
        var run = child.run(ChildJvm.AGENT.toString(), SMALL_HEAP, classes, AWAITS);
        assertThat(run.output()).isEqualToIgnoringNewLines("10000000 awaits");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void tenMillionPendingStages_outsideALoop_keepNothing() throws Exception {
        runs("""
                import static dev.weft.Weft.await;
                import dev.weft.Async;
                import java.util.concurrent.CompletableFuture;
                class Main {
                    static CompletableFuture<Integer> pending;
                    static CompletableFuture<Integer> next() {
                        pending = new CompletableFuture<>();
                        return pending;
                    }
                    @Async static CompletableFuture<Long> forever(long times) {
                        long sum = 0;
                        for (long i = 0; i < times; i += 2) {
                            sum += await(next()) + await(inner());
                        }
                        return CompletableFuture.completedFuture(sum);
                    }
                    @Async static CompletableFuture<Integer> inner() {
                        return CompletableFuture.completedFuture(await(next()));
                    }
                    public static void main(String[] arguments) {
                        var result = forever(Long.parseLong(arguments[0]));
                        while (!result.isDone()) {
                            pending.complete(1);
                        }
                        System.out.println(result.join() + " awaits");
                    }
                }
                """);
    }

    @Test
    void tenMillionDoneStagesAndYields_keepNothing() throws Exception {
        runs("""
                import static dev.weft.Weft.*;
                import dev.weft.*;
                import java.util.concurrent.CompletableFuture;
                class Main {
                    @Async static CompletableFuture<Long> done(long times) {
                        long sum = 0;
                        for (long i = 0; i < times; i++) {
                            sum += await(CompletableFuture.completedFuture(1));
                        }
                        return CompletableFuture.completedFuture(sum);
                    }
                    @Async static Coroutine<Long> forever(long times) {
                        for (long i = 0; i < times / 2; i++) {
                            await(yieldNow());
                        }
                        return completed(times / 2 + await(done(times / 2)));
                    }
                    public static void main(String[] arguments) {
                        System.out.println(run(forever(Long.parseLong(arguments[0]))) + " awaits");
                    }
                }
                """);
    }

    @Test
    void tenMillionValuesOfAGenerator_keepNothing() throws Exception {
        runs("""
                import static dev.weft.Weft.*;
                import dev.weft.*;
                class Main {
                    @Async static AsyncIterator<Integer> values(int times) {
                        for (int i = 0; i < times; i++) {
                            if (i % 10 == 0) {
                                await(yieldNow());
                            }
                            emit(1);
                        }
                        return AsyncIterator.end();
                    }
                    @Async static Coroutine<Long> sum(AsyncIterator<Integer> it) {
                        long sum = 0;
                        while (await(it.advance())) {
                            sum += it.current();
                        }
                        return completed(sum);
                    }
                    public static void main(String[] arguments) {
                        System.out.println(run(sum(values(Integer.parseInt(arguments[0])))) + " awaits");
                    }
                }
                """);
    }
}
