package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.AsyncCallable;
import dev.weft.Weft;
import dev.weft.agent.CompiledSources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The lines that exceptions name which are thrown behind an await, in its own line. */
@SuppressWarnings("InlineFormatString") // the program stands before its statements
class LinesBehindAwaitsTest {
    private static final int LINE = 13;
    private static final String SOURCE = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import java.util.concurrent.*;
            class A {
                @Async static <T> Coroutine<T> nothing(boolean suspends) { if (suspends) await(yieldNow()); return completed(null); }
                static <T> CompletableFuture<T> noStage(boolean suspends) {
                    var nothing = new CompletableFuture<T>();
                    if (suspends) EventLoop.running().callSoon(() -> nothing.complete(null)); else nothing.complete(null);
                    return nothing;
                }
                static <T> T failing(Object value) { throw new IllegalStateException(); }
                @Async static %s m(boolean s) {
                    %s
                }
                static AsyncCallable<Object> start(boolean s) { return () -> completed(await(m(s))); }
            }
            """;

    private static final List<String> STATEMENTS = List.of(
            "return completed(await(A.<String>nothing(s)).length());",
            "return completed(await(A.<Integer>nothing(s)) + 1);",
            "throw await(A.<RuntimeException>nothing(s));",
            "if (failing(await(nothing(s)))) return completed(1); else return completed(2);",
            "if (await(A.<Boolean>nothing(s))) return completed(1); else return completed(2);",
            "return s ? completed(await(A.<Integer>nothing(s)) + 1) : completed(await(A.<String>nothing(s)).length());",
            "return completed(s ? await(A.<Integer>nothing(s)) + 1 : await(A.<String>nothing(s)).length());",
            "for (var x = s; ; x = await(A.<Boolean>nothing(s)));",
            "try { return completed(await(A.<String>nothing(s)).length()); } finally { await(yieldNow()); }",
            "try { await(nothing(s)); return failing(1); } finally { s = false; }",
            "switch (await(A.<String>nothing(s))) { default: return completed(0); }",
            "synchronized (await(nothing(s))) { return completed(0); }",
            "return completed(await(async(() -> completed(await(A.<String>nothing(s)).length()))));");

    @TestFactory
    Stream<DynamicTest> exception_thrownBehindAnAwait_namesItsLine() {
        var tests = new ArrayList<DynamicTest>();
        for (var statement : STATEMENTS) {
            tests.add(test("Coroutine<Object>", statement));
            tests.add(test("CompletableFuture<Object>", ofStages(statement)));
        }
        return tests.stream();
    }

    private static String ofStages(String statement) {
        return statement
                .replace("return completed(", "return CompletableFuture.completedFuture(")
                .replace("? completed(", "? CompletableFuture.completedFuture(")
                .replace(": completed(", ": CompletableFuture.completedFuture(")
                .replace("nothing(", "noStage(");
    }

    private static DynamicTest test(String type, String statement) {
        return DynamicTest.dynamicTest(type + " " + statement, () -> {
            var start = started(SOURCE.formatted(type, statement));
            for (boolean suspends : new boolean[] {false, true}) {
                assertThat(lineOf(catchThrowable(() -> Weft.run(start.of(suspends)))))
                        .isEqualTo(LINE);
            }
        });
    }

    private interface Start {
        AsyncCallable<Object> of(boolean suspends) throws ReflectiveOperationException;
    }

    private static Start started(String source) throws ReflectiveOperationException {
        var files = CompiledSources.compile("A", source, "-g");
        var loader = new WovenSamples(name -> Optional.ofNullable(files.get(name)), true);
        var method = loader.loadClass("A").getDeclaredMethod("start", boolean.class);
        method.setAccessible(true);
        @SuppressWarnings("unchecked")
        Start start = suspends -> (AsyncCallable<Object>) method.invoke(null, suspends);
        return start;
    }

    /** The line of the code that awaited, which stands above {@code failing}, if that failed. */
    private static int lineOf(Throwable thrown) {
        var cause = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return Arrays.stream(cause.getStackTrace())
                .filter(it ->
                        it.getClassName().startsWith("A") && !it.getMethodName().equals("failing"))
                .findFirst()
                .map(StackTraceElement::getLineNumber)
                .orElseThrow(() -> new AssertionError("thrown elsewhere", cause));
    }
}
