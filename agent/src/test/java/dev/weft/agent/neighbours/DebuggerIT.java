package dev.weft.agent.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.ChildJvm;
import dev.weft.agent.CompiledSources;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A debugger at work on woven code: breakpoints, local variables, steps. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DebuggerIT {
    private static final String MAIN = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import java.util.List;

            public class Main {
                @Async static Coroutine<Integer> fetch(int n, boolean suspends) {
                    if (suspends) {
                        await(yieldNow());
                    }
                    return completed(n * 10);
                }

                @Async Coroutine<Integer> total(int first, List<String> names, boolean suspends) {
                    boolean large = first > 1;
                    int price = await(fetch(first, suspends));
                    int more = price + names.size();
                    return completed(more);
                }

                public static void main(String[] args) {
                    run(new Main().total(2, List.of("b"), true));
                    run(new Main().total(1, List.of("a"), false));
                }
            }
            """;

    @TempDir
    private Path directory;

    private JdbSession start() throws Exception {
        return JdbSession.start(new ChildJvm(directory).write("classes", CompiledSources.compile("Main", MAIN, "-g")));
    }

    @Test
    void breakpoint_behindAnAwaitThatSuspended_showsTheLocals() throws Exception {
        try (var jdb = start()) {
            assertThat(jdb.say("stop at Main:16", "cont"))
                    .contains("Breakpoint hit", "Main.total$weft$resume(), line=16");
            assertThat(jdb.say("print price", "print names")).contains(" price = 20", " names = \"[b]\"");
            assertThat(jdb.say("next")).contains("Main.total$weft$resume(), line=17");
            assertThat(jdb.say("locals"))
                    .contains("price = 20", "more = 21", "names = instance of")
                    .doesNotContain("large"); // nobody reads it behind the await, so it was not kept
            assertThat(jdb.say("where")).contains("[1] Main.total$weft$resume (Main.java:17)");
        }
    }

    @Test
    void steps_overAnAwaitThatDoesNotSuspend_goOnInTheSameBody() throws Exception {
        try (var jdb = start()) {
            assertThat(jdb.say("stop in Main.total$weft$start", "cont")).contains("Main.total$weft$start(), line=14");
            assertThat(jdb.say("cont")).contains("Main.total$weft$start(), line=14");
            assertThat(jdb.say("next", "next")).contains("Main.total$weft$start(), line=16");
            assertThat(jdb.say("locals")).contains("price = 10", "large = false", "names = instance of", "first = 1");
        }
    }

    /** The call is left, as it is by a return: a breakpoint behind the await is the way on. */
    @Test
    void step_overAnAwaitThatSuspends_leavesTheMethod() throws Exception {
        try (var jdb = start()) {
            assertThat(jdb.say("stop in Main.total$weft$start", "cont", "next", "next"))
                    .contains("line=15");
            assertThat(jdb.say("stop at Main:16", "cont")).contains("Main.total$weft$resume(), line=16");
        }
    }
}
