package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An endless async recursion in a small heap: an ordinary failure, after which the program goes on. */
class EndlessRecursionIT {
    private static final String PROGRAM = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            class Main {
                @Async static Coroutine<Integer> deep(int n) {
                    return completed(await(deep(n + 1)) + 1);
                }
                @Async static Coroutine<Integer> suspending(int n) {
                    await(yieldNow());
                    return completed(await(suspending(n + 1)) + 1);
                }
                @Async static Coroutine<String> ends(boolean suspends) {
                    try {
                        return completed("" + await(suspends ? suspending(0) : deep(0)));
                    } catch (StackOverflowError e) {
                        await(yieldNow());
                        return completed(e.getMessage().substring(0, 22));
                    }
                }
                public static void main(String[] arguments) {
                    System.out.println(run(ends(false)));
                    System.out.println(run(ends(true)));
                }
            }
            """;

    /** Overflows the stack of a thread, as the first thing that the JVM does with any of the classes concerned. */
    private static final String OVERFLOWING = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import java.util.concurrent.*;
            class Main {
                @Async CompletableFuture<Integer> awaiting(int n) { // can be overridden: it takes stack
                    return CompletableFuture.completedFuture(await(awaiting(n + 1)) + 1);
                }
                @Async CompletableFuture<Integer> returning(int n) {
                    return returning(n + 1);
                }
                @Async CompletableFuture<Integer> suspending(int n, CompletableFuture<Integer> gate) {
                    try {
                        return suspending(n + 1, gate);
                    } catch (StackOverflowError e) {
                        return CompletableFuture.completedFuture(await(gate));
                    }
                }
                @Async static CompletableFuture<Integer> one(CompletableFuture<Integer> gate) {
                    return CompletableFuture.completedFuture(await(gate) + 1);
                }
                static CompletableFuture<Integer> overflow(String way) {
                    return switch (way) {
                        case "awaiting" -> new Main().awaiting(0);
                        case "returning" -> new Main().returning(0);
                        default -> new Main().suspending(0, CompletableFuture.supplyAsync(() -> 1));
                    };
                }
                static void check() {
                    System.out.print(run(async(() -> {
                        await(yieldNow());
                        return completed(await(one(CompletableFuture.supplyAsync(() -> 1))));
                    })));
                    CompletableFuture<Integer> late = one(new CompletableFuture<>());
                    System.out.print(late.orTimeout(1, TimeUnit.MILLISECONDS).handle((v, e) -> 3).join());
                    CompletableFuture<Integer> cancelled = one(new CompletableFuture<>());
                    cancelled.cancel(true);
                    System.out.println(cancelled.isCancelled());
                }
                static void main(String way) {
                    for (int i = 0; i < 3; i++) {
                        try {
                            overflow(way).handle((value, failure) -> failure).join();
                        } catch (StackOverflowError atTheCall) {
                        }
                        check();
                    }
                }
                public static void main(String[] arguments) throws Exception {
                    Thread thread = new Thread(null, () -> main(arguments[0]), "small", 400_000);
                    thread.start();
                    thread.join();
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(strings = {"awaiting", "returning", "suspending"})
    void overflow_ofTheStackInMethodsThatReturnStages_leavesEveryClassUsable(String way, @TempDir Path directory)
            throws Exception {
        var classes = CompiledSources.compile("Main", OVERFLOWING);
        var run = new ChildJvm(directory).run(ChildJvm.AGENT.toString(), List.of(), classes, way);
        assertThat(run.output()).isEqualToIgnoringNewLines("23true".repeat(3));
        assertThat(run.exitCode()).isZero();
    }

    private static void prints(Path directory, String expected, String... options) throws Exception {
        var classes = CompiledSources.compile("Main", PROGRAM);
        var run = new ChildJvm(directory).run(ChildJvm.AGENT.toString(), List.of(options), classes);
        assertThat(run.output()).isEqualToIgnoringNewLines(expected + expected);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void endlessRecursion_inASmallHeap_endsAtTheDefaultLimit(@TempDir Path directory) throws Exception {
        prints(directory, "more than 100000 calls", "-Xmx48m");
    }

    @Test
    void endlessRecursion_withTheSystemProperty_endsAtItsLimit(@TempDir Path directory) throws Exception {
        prints(directory, "more than 123456 calls", "-Xmx64m", "-Dweft.maxDepth=123456");
    }
}
