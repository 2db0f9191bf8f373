package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
