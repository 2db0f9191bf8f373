package dev.weft.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.Coroutine;
import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.WovenLoader;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.testing.TestLoop;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** {@code blocking=rewrite}: calls that blocked suspend, and give and throw what they did before. */
class BlockingRewriteTest {
    private static final String HEAD = """
            package app;
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.Future;
            public class A {
            """;
    private static final String CALLS = """
                @Async public static Coroutine<Object> main(String call, CompletableFuture<Object> f, Runnable end) throws Throwable {
                    EventLoop.running().callLater(Duration.ofMillis(500), end);
                    return switch (call) {
                        case "join" -> join(f);
                        case "get" -> get(f);
                        default -> getInTime(f);
                    };
                }
                @Async static Coroutine<Object> join(CompletableFuture<Object> f) { return completed(f.join()); }
                @Async static Coroutine<Object> get(CompletableFuture<Object> f) throws Exception { return completed(f.get()); }
                @Async static Coroutine<Object> getInTime(CompletableFuture<Object> f) throws Exception {
                    return completed(f.get(1, TimeUnit.SECONDS));
                }
            """;

    private final RecordingReporter reporter = new RecordingReporter();
    private ClassScope test = ClassScope.NONE;
    private AsyncClassTransformer transformer = transformer();

    /** The ways in which a future ends. */
    enum End {
        VALUE {
            @Override
            void of(CompletableFuture<Object> future) {
                future.complete("value");
            }
        },
        NULL {
            @Override
            void of(CompletableFuture<Object> future) {
                future.complete(null);
            }
        },
        FAILURE {
            @Override
            void of(CompletableFuture<Object> future) {
                future.completeExceptionally(new IOException("broken"));
            }
        },
        WRAPPED_FAILURE {
            @Override
            void of(CompletableFuture<Object> future) {
                future.completeExceptionally(new CompletionException("wrapped", new IOException("broken")));
            }
        },
        ERROR {
            @Override
            void of(CompletableFuture<Object> future) {
                future.completeExceptionally(new AssertionError("wrong"));
            }
        },
        CANCEL {
            @Override
            void of(CompletableFuture<Object> future) {
                future.cancel(true);
            }
        };

        abstract void of(CompletableFuture<Object> future);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void futureThatEnds_beforeOrWhileItIsWaitedFor_givesWhatItGivesAThread(End end) throws Throwable {
        var type = load(CALLS);
        for (var call : new String[] {"join", "get", "getInTime"}) {
            var ended = new CompletableFuture<>();
            end.of(ended);
            var expected = outcome(() -> switch (call) {
                case "join" -> ended.join();
                case "get" -> ended.get();
                default -> ended.get(1, TimeUnit.SECONDS);
            });
            assertThat(outcome(() -> run(type, call, ended, () -> {})))
                    .as("%s, ended before", call)
                    .isEqualTo(expected);
            var pending = new CompletableFuture<>();
            assertThat(outcome(() -> run(type, call, pending, () -> end.of(pending))))
                    .as("%s, ends later", call)
                    .isEqualTo(expected);
        }
        assertThat(reporter.told).isEmpty();
    }

    @Test
    void get_ofAFutureThatIsNotInTime_timesOutAndLeavesIt() throws Throwable {
        var future = new CompletableFuture<>();
        var thrown = outcome(() -> run(load(CALLS), "getInTime", future, () -> {}));
        assertThat(thrown).isEqualTo(outcome(() -> future.get(0, TimeUnit.SECONDS)));
        assertThat(future).isNotDone();
    }

    /** An interrupt of the thread of a loop cancels what the loop runs: see {@code Runner}. */
    @ParameterizedTest
    @ValueSource(strings = {"join()", "get()", "get(1, TimeUnit.SECONDS)"})
    void call_ofAFutureThatHasEnded_takesNoInterrupt(String call) throws Throwable {
        assertThat(runMain("static CompletableFuture<Object> f = CompletableFuture.completedFuture(1);"
                        + " @Async public static Coroutine<Object> main() throws Exception {"
                        + " Thread.currentThread().interrupt(); Object value = f."
                        + call
                        + "; return completed(value + \", \" + Thread.interrupted()); }"))
                .isEqualTo("1, true");
    }

    @Test
    void call_thatIsCancelled_leavesTheFutureAlone() throws Throwable {
        assertThat(runMain("""
                @Async public static Coroutine<Object> main() {
                    var future = new CompletableFuture<Object>();
                    var task = createTask(waits(future));
                    await(sleep(Duration.ofSeconds(1)));
                    task.cancel();
                    try { await(task); } catch (CancelledError cancelled) { return completed(future.isDone()); }
                    return completed("not cancelled");
                }
                @Async static Coroutine<Object> waits(CompletableFuture<Object> f) { return completed(f.join()); }
                """)).isEqualTo(false);
    }

    /** On a virtual clock, which the loop moves on only when no task is ready. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread.sleep(n * 1000L)",
                "Thread.sleep(n * 1000L, 5)",
                "TimeUnit.SECONDS.sleep(n)",
                "new CompletableFuture<Object>().completeOnTimeout(1, n * 100L, TimeUnit.MILLISECONDS).get()",
            })
    void sleep_ofOneTask_letsTheOthersRun(String sleep) throws Throwable {
        var printed = runMain("""
                static final List<String> events = new ArrayList<>();
                @Async public static Coroutine<Object> main() throws Exception {
                    await(gather(sleeper(2), sleeper(1)));
                    return completed(events);
                }
                @Async static Coroutine<Void> sleeper(int n) throws Exception {
                    events.add(n + " begins");
                """ + sleep + """
                    ;
                    events.add(n + " ends");
                    return completed();
                }
                """);
        assertThat(printed).asString().isEqualTo("[2 begins, 1 begins, 1 ends, 2 ends]");
        assertThat(reporter.told).isEmpty();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_19)
    void sleep_ofADuration_suspendsToo() throws Throwable {
        assertThat(runMain("""
                @Async public static Coroutine<Object> main() throws Exception {
                    long begin = EventLoop.running().time();
                    Thread.sleep(Duration.ofHours(2));
                    Thread.sleep(Duration.ofHours(-1));
                    return completed(Duration.ofNanos(EventLoop.running().time() - begin));
                }
                """)).hasToString("PT2H");
        assertThat(reporter.told).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Thread.sleep(-1)        | java.lang.IllegalArgumentException: timeout value is negative",
                "Thread.sleep(1, -1)     | java.lang.IllegalArgumentException: nanosecond timeout value out of range",
                "Thread.sleep(1, 1000000) | java.lang.IllegalArgumentException: nanosecond timeout value out of range",
                "TimeUnit.DAYS.sleep(-1) | null",
                "Thread.sleep(0)         | null",
            })
    void sleep_ofAnOddTime_doesWhatItDoesToAThread(String sleep, String expected) throws Throwable {
        assertThat(runMain("@Async public static Coroutine<Object> main() throws Exception { " + sleep
                        + "; return completed(\"null\"); }"))
                .as("rewritten")
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none.join()", "none.get()", "none.get(1, TimeUnit.SECONDS)", "f.get(1, unit)", "unit.sleep(1)"})
    void call_ofNull_throws(String call) throws Throwable {
        assertThat(runMain("static CompletableFuture<Object> f = new CompletableFuture<>(), none; static TimeUnit unit;"
                        + " @Async public static Coroutine<Object> main() throws Exception { " + call
                        + "; return completed(\"no exception\"); }"))
                .asString()
                .startsWith("java.lang.NullPointerException");
    }

    @Test
    void calls_amongOtherCode_keepItsOrderAndValues() throws Throwable {
        assertThat(runMain("""
                record Pair(Object first, Object second) {}
                static CompletableFuture<Object> later(Object value) {
                    var future = new CompletableFuture<Object>();
                    EventLoop.running().callLater(Duration.ofMillis(1), () -> future.complete(value));
                    return future;
                }
                @Async public static Coroutine<Object> main() throws Exception {
                    var all = new ArrayList<Object>();
                    for (int i = 0; i < 2; i++) {
                        try {
                            all.add(new Pair(later(i).join(), "x" + later("y").get(1, TimeUnit.MINUTES) + later("z").get()));
                            all.add(later(null).get(2, TimeUnit.MINUTES));
                            later(0).completeExceptionally(new Error());
                            var failed = later(0);
                            failed.completeExceptionally(new IllegalStateException("bad"));
                            failed.join();
                        } catch (CompletionException e) {
                            Thread.sleep(1);
                            all.add(e.getCause().getMessage());
                        } finally {
                            TimeUnit.MILLISECONDS.sleep(1);
                        }
                    }
                    AsyncCallable<Object> lambda = () -> { await(yieldNow()); return completed(later("in lambda").join()); };
                    all.add(await(lambda.call()));
                    var it = generator();
                    while (await(it.advance())) { all.add(it.current()); }
                    return completed(all);
                }
                @Async static AsyncIterator<Object> generator() {
                    emit(later(1).join());
                    emit(later(2).join());
                    return AsyncIterator.end();
                }
                """))
                .asString()
                .isEqualTo("[Pair[first=0, second=xyz], null, bad,"
                        + " Pair[first=1, second=xyz], null, bad, in lambda, 1, 2]");
        assertThat(reporter.told).isEmpty();
    }

    /** Futures that begin their work when somebody asks, as some libraries have: nothing else would ever complete them. */
    @ParameterizedTest
    @ValueSource(strings = {"join()", "get()", "get(1, TimeUnit.SECONDS)"})
    void call_thatTheClassOfTheFutureOverrides_isTheOverride(String call) throws Throwable {
        assertThat(runMain("""
                static class Lazy extends CompletableFuture<Object> {
                    @Override public Object join() { complete("own join"); return super.join(); }
                    @Override public Object get() { return "own get"; }
                    @Override public Object get(long n, TimeUnit unit) { return "own get in time"; }
                }
                static class Shy extends CompletableFuture<Object> {
                    @Override public boolean isDone() { throw new IllegalStateException("nobody asked"); }
                }
                @Async public static Coroutine<Object> main() throws Exception {
                    CompletableFuture<Object> lazy = new Lazy(), shy = new Shy();
                    shy.complete("shy");
                    return completed(lazy.%1$s + ", " + shy.%1$s);
                }
                """.formatted(call)))
                .isEqualTo((call.startsWith("join") ? "own join" : call.equals("get()") ? "own get" : "own get in time")
                        + ", shy");
    }

    @Test
    void call_ofASubclassThatWaitsAsTheJdkDoes_suspends() throws Throwable {
        assertThat(runMain("""
                static class Plain extends CompletableFuture<Object> {
                    @Override public boolean complete(Object value) { return super.complete("own " + value); }
                }
                @Async public static Coroutine<Object> main() throws Exception {
                    CompletableFuture<Object> plain = new Plain();
                    EventLoop.running().callLater(Duration.ofMillis(1), () -> plain.complete("value"));
                    return completed(plain.join() + ", " + plain.get() + ", " + plain.get(1, TimeUnit.SECONDS));
                }
                """)).isEqualTo("own value, own value, own value");
        assertThat(reporter.told).isEmpty();
    }

    /** As javac names the class that the variable has. */
    @Test
    void call_ofAVariableOfASubclass_isReportedAndLeftAsItIs() throws Throwable {
        assertThat(runMain("""
                static class Lazy extends CompletableFuture<Object> {
                    @Override public Object join() { return "own join"; }
                }
                @Async public static Coroutine<Object> main() {
                    var lazy = new Lazy();
                    return completed(lazy.join());
                }
                """)).isEqualTo("own join");
        assertThat(reporter.told).extracting(Diagnostic::code).containsExactly("WEFT-016");
    }

    @Test
    void call_thatCannotBeRewritten_isReportedAndWorks() throws Throwable {
        assertThat(runMain("""
                static final Object MONITOR = new Object();
                static Future<Object> plain = CompletableFuture.completedFuture(1);
                @Async public static Coroutine<Object> main() throws Exception {
                    synchronized (MONITOR) { Thread.sleep(1); }
                    Object value = plain.get();
                    Object staged = await(stage());
                    return completed(value + "," + staged);
                }
                @Async static CompletableFuture<Integer> stage() throws Exception {
                    Thread.sleep(1);
                    return CompletableFuture.completedFuture(2);
                }
                """)).isEqualTo("1,2");
        assertThat(reporter.told)
                .extracting(Diagnostic::code, Diagnostic::line)
                .containsExactly(tuple("WEFT-016", 12), tuple("WEFT-016", 13), tuple("WEFT-016", 18));
    }

    @Test
    void calls_inTestMode_haveNoProbes() throws Throwable {
        test = ClassScope.parse("app.");
        transformer = transformer();
        assertThat(runMain("""
                @Async public static Coroutine<Object> main() throws Exception {
                    Thread.sleep(1000);
                    TimeUnit.SECONDS.sleep(1);
                    var f = new CompletableFuture<Object>();
                    EventLoop.running().callLater(Duration.ofMillis(1), () -> f.complete(1));
                    return completed("" + f.join() + f.get() + f.get(1, TimeUnit.DAYS));
                }
                """)).isEqualTo("111");
        var woven = transformer.transform(
                CompiledSources.compile("app.A", HEAD + CALLS + "}").get("app/A"),
                getClass().getClassLoader());
        var host = new ClassNode();
        new ClassReader(woven.hostBytes()).accept(host, 0);
        assertThat(host.methods)
                .flatMap(method -> List.of(method.instructions.toArray()))
                .noneMatch(code -> code instanceof MethodInsnNode call && RuntimeAbi.isBlockingProbe(call));
    }

    @Test
    void calls_thatWereRewritten_areInTheOutcome() {
        var woven = transformer.transform(
                CompiledSources.compile("app.A", HEAD + CALLS + "}").get("app/A"),
                getClass().getClassLoader());
        assertThat(woven.outcome().rewritten())
                .extracting(call -> call.place() + " " + call.call())
                .containsExactly(
                        "app.A.join (A.java:17) CompletableFuture.join",
                        "app.A.get (A.java:18) CompletableFuture.get",
                        "app.A.getInTime (A.java:20) CompletableFuture.get");
        var tally = new WeavingTally();
        tally.add(woven.outcome());
        assertThat(tally.summary().text(false))
                .contains("weft-agent: rewritten into an await: app.A.join (A.java:17): CompletableFuture.join\n");
        assertThat(tally.summary().report()).contains("rewritten\tapp.A.get (A.java:18)\tCompletableFuture.get\n");
    }

    private interface Call {
        Object make() throws Throwable;
    }

    /** What a call gives or throws, as text. */
    private static String outcome(Call call) {
        var given = new Object[1];
        var thrown = catchThrowable(() -> given[0] = call.make());
        if (thrown == null) {
            return String.valueOf(given[0]);
        }
        var cause = thrown.getCause() == null ? "" : ", because of " + thrown.getCause();
        return thrown + cause;
    }

    private AsyncClassTransformer transformer() {
        return AsyncClassTransformer.create(
                reporter, null, true, ClassScope.NONE, test, BlockingPolicies.DEFAULT.and("rewrite"));
    }

    private Class<?> load(String members) throws ClassNotFoundException {
        return load(CompiledSources.compile("app.A", HEAD + members + "}", "-nowarn"));
    }

    private Class<?> load(Map<String, byte[]> files) throws ClassNotFoundException {
        return new WovenLoader(files, transformer).loadClass("app.A");
    }

    private static Object run(Class<?> type, String call, CompletableFuture<Object> future, Runnable end)
            throws Throwable {
        var main = type.getMethod("main", String.class, CompletableFuture.class, Runnable.class);
        try (var loop = new TestLoop()) {
            return loop.run((Coroutine<?>) main.invoke(null, call, future, end));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** The value of {@code main()}, or the exception that it throws, as text. */
    private Object runMain(String members) throws Throwable {
        var main = load(members).getMethod("main");
        try (var loop = new TestLoop()) {
            return loop.run((Coroutine<?>) main.invoke(null));
        } catch (IllegalArgumentException | NullPointerException thrown) {
            return thrown.toString();
        }
    }
}
