package dev.weft.agent.transform.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Coroutine;
import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.WovenLoader;
import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.ClassScope;
import dev.weft.internal.probe.ProbeWatch;
import dev.weft.internal.probe.ProbedRun;
import dev.weft.internal.probe.Race;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs with probes, as a test's loop sees them. */
class ProbesTest {
    private static final String HEAD = """
            package app;
            import dev.weft.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;
            import java.util.concurrent.locks.*;
            import static dev.weft.Weft.*;
            public class A {
                int balance = 100;
                long wide = 100;
                static double shared = 100;
                int[] slots = {100, 100};
                long[] wides = {100};
                final Map<String, Integer> map = new HashMap<>(Map.of("a", 100, "b", 100));
                final List<Integer> list = new ArrayList<>(List.of(100, 100));
                final Set<String> set = new HashSet<>();
                final Deque<Integer> queue = new ArrayDeque<>();
                final AtomicInteger atomic = new AtomicInteger(100);

                /** Another task begins to run: what follows is another step. */
                static void step() { dev.weft.internal.probe.ProbedRun.current().beginStep(); }

                @Async static Coroutine<Void> pause() { await(yieldNow()); step(); return completed(); }
            """;

    private final RecordingReporter reporter = new RecordingReporter();
    private final List<String> races = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private long seed = 7;
    private ClassScope stress = ClassScope.NONE;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int old = balance; await(pause()); balance = old - 1;",
                "balance -= await(one());",
                "long old = wide; await(pause()); wide = old - 1;",
                "double old = shared; await(pause()); shared = old - 1;",
                "int old = slots[1]; await(pause()); slots[1] = old - 1;",
                "slots[0] += await(one());",
                "long old = wides[0]; await(pause()); wides[0] = old - 1;",
                "int old = map.get(\"a\"); await(pause()); map.put(\"a\", old - 1);",
                "if (map.size() < 3) { await(pause()); map.put(String.valueOf(System.identityHashCode(new Object())), 1); }",
                "if (!map.containsKey(\"x\")) { await(pause()); map.put(\"x\", 1); }",
                "int old = list.get(1); await(pause()); list.set(1, old - 1);",
                "if (list.size() < 3) { await(pause()); list.add(1); }",
                "if (!set.contains(\"x\")) { await(pause()); set.add(\"x\"); }",
                "queue.add(1); int first = queue.peek(); await(pause()); queue.removeFirst();",
                "int old = atomic.get(); await(pause()); atomic.set(old - 1);",
            })
    void variable_readAndWrittenBehindAnAwait_isARace(String body) throws Throwable {
        runTwice(body);
        assertThat(races).hasSize(1);
        assertThat(races.get(0))
                .matches("RACE .*: (first|second) read it at withdraw:26, awaited, wrote it at withdraw:26;"
                        + " (first|second) had written it at withdraw:26");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "await(pause()); balance = balance - 1;",
                "await(pause()); balance--;",
                "int old = balance; await(pause()); wide = old;",
                "int old = slots[0]; await(pause()); slots[1] = old;",
                "int old = map.get(\"a\"); await(pause()); map.put(\"b\", old);",
                "await(pause()); map.merge(\"a\", -1, Integer::sum);",
                "if (!map.containsKey(\"x\")) { await(pause()); map.putIfAbsent(\"x\", 1); }",
                "if (!set.contains(\"x\")) { await(pause()); if (set.add(\"x\")) { wide = 1; } }",
                "list.add(1); await(pause()); list.add(2);",
                "queue.add(1); while (!queue.isEmpty()) { int first = queue.poll(); await(pause()); }",
                "int old = atomic.get(); await(pause()); atomic.incrementAndGet();",
                "var own = new int[] {balance}; int old = own[0]; await(pause()); own[0] = old - 1;",
                "var own = new A(); int old = own.balance; await(pause()); own.balance = old - 1;",
            })
    void variable_thatNoTaskLoses_isNone(String body) throws Throwable {
        runTwice(body);
        assertThat(races).isEmpty();
    }

    @Test
    void race_named_tellsTheFieldOfAnArrayOrACollection() throws Throwable {
        runTwice("int old = slots[1]; await(pause()); slots[1] = old - 1;");
        runTwice("int old = map.get(\"a\"); await(pause()); map.put(\"a\", old - 1);");
        assertThat(races.get(0)).startsWith("RACE A.slots[1]: ");
        assertThat(races.get(1)).startsWith("RACE A.map[a]: ");
    }

    @Test
    void time_inAVirtualSleep_movesByIt() throws Throwable {
        assertThat(run("""
                @Async Coroutine<String> main() {
                    java.time.Clock utc = java.time.Clock.systemUTC();
                    java.util.function.Supplier<Instant> now = Instant::now;
                    long nanos = System.nanoTime(), millis = System.currentTimeMillis();
                    Instant before = Instant.now(), byReference = now.get();
                    LocalDateTime local = LocalDateTime.now();
                    ZonedDateTime zoned = ZonedDateTime.now(ZoneId.of("Asia/Tokyo"));
                    Date date = new Date();
                    await(sleep(Duration.ofHours(2)));
                    return completed(before + " " + utc.instant() + " " + LocalDate.now(ZoneOffset.UTC)
                        + " " + Duration.ofNanos(System.nanoTime() - nanos)
                        + " " + Duration.ofMillis(System.currentTimeMillis() - millis)
                        + " " + Duration.between(byReference, now.get())
                        + " " + Duration.between(local, LocalDateTime.now())
                        + " " + Duration.between(zoned, ZonedDateTime.now(ZoneId.of("Asia/Tokyo")))
                        + " " + Duration.ofMillis(new Date().getTime() - date.getTime()));
                }
                """))
                .isEqualTo("2000-01-01T00:00:00Z 2000-01-01T02:00:00Z 2000-01-01 PT2H PT2H PT2H PT2H PT2H PT2H");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "long at = java.time.Clock.tickMillis(ZoneOffset.UTC).millis();",
                "long at = java.time.Clock.tickSeconds(ZoneOffset.UTC).millis();",
                "long at = java.time.Clock.tickMinutes(ZoneOffset.UTC).millis();",
                "long at = InstantSource.system().millis();",
                "long at = Calendar.getInstance().getTimeInMillis();",
                "long at = Calendar.getInstance(TimeZone.getTimeZone(\"Asia/Tokyo\"), Locale.ROOT).getTimeInMillis();",
                "long at = new GregorianCalendar().getTimeInMillis();",
                "long at = new GregorianCalendar(new GregorianCalendar().getTimeZone()).getTimeInMillis();",
                "new GregorianCalendar(); long at = MILLIS;",
                "long at = new GregorianCalendar() {}.getTimeInMillis();",
                "class Dated extends GregorianCalendar {"
                        + " Dated(TimeZone zone) { super(new GregorianCalendar(zone).getTimeZone(), Locale.ROOT); } }"
                        + " long at = new Dated(TimeZone.getTimeZone(\"Asia/Tokyo\")).getTimeInMillis();",
                "long at = new GregorianCalendar(2000, 0, 1, 2, 0).getTimeInMillis()"
                        + " + TimeZone.getDefault().getOffset(MILLIS);",
                "long at = java.time.chrono.JapaneseDate.now(ZoneOffset.UTC).toEpochDay() * 86_400_000 + 7_200_000;",
                "java.time.chrono.Chronology any = java.time.chrono.ThaiBuddhistChronology.INSTANCE;"
                        + " long at = any.dateNow(ZoneOffset.UTC).toEpochDay() * 86_400_000 + 7_200_000;",
            })
    void clocks_ofAnyKind_showTheLoopsTime(String statement) throws Throwable {
        assertThat(run("""
                        static final long MILLIS = Instant.parse("2000-01-01T02:00:00Z").toEpochMilli();
                        @Async Coroutine<String> main() {
                            await(sleep(Duration.ofHours(2)));
                            %s
                            return completed(Instant.ofEpochMilli(at).toString());
                        }
                        """.formatted(statement))).isEqualTo("2000-01-01T02:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Callable<Object> now = Instant::now;",
                "Callable<Object> now = System::nanoTime;",
                "Callable<Object> now = System::currentTimeMillis;",
                "Callable<Object> now = Date::new;",
                "Callable<Object> now = () -> { java.util.function.Supplier<Calendar> c = GregorianCalendar::new;"
                        + " return c.get().getTime(); };",
                "Callable<Object> now = java.time.Clock.systemUTC()::instant;",
                "Callable<Object> now = LocalDateTime::now;",
                "java.util.function.Function<ZoneId, Object> in = LocalDateTime::now;"
                        + " Callable<Object> now = () -> in.apply(ZoneOffset.UTC);",
                "java.util.function.Function<java.time.Clock, Object> by = LocalDateTime::now;"
                        + " Callable<Object> now = () -> by.apply(java.time.Clock.systemUTC());",
            })
    void time_askedForByReference_isTheLoops(String reference) throws Throwable {
        assertThat(run("""
                        @Async Coroutine<String> main() throws Exception {
                            %s
                            Object first = now.call();
                            boolean stands = first.equals(now.call());
                            await(sleep(Duration.ofHours(2)));
                            return completed(stands + " " + !first.equals(now.call()));
                        }
                        """.formatted(reference))).isEqualTo("true true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Callable<Object> draw = Math::random;",
                "Callable<Object> draw = UUID::randomUUID;",
                "Callable<Random> made = Random::new; Callable<Object> draw = () -> made.call().nextLong();",
                "Callable<Object> draw = ThreadLocalRandom.current()::nextLong;",
                "Random random = ThreadLocalRandom.current(); Callable<Object> draw = random::nextLong;",
                "java.util.function.ToLongFunction<Random> of = Random::nextLong;"
                        + " Callable<Object> draw = () -> of.applyAsLong(ThreadLocalRandom.current());",
                "java.util.function.Consumer<List<?>> shuffle = Collections::shuffle;"
                        + " Callable<Object> draw = () -> { var all = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));"
                        + " shuffle.accept(all); return all; };",
                "Callable<Object> draw = () -> new SplittableRandom().nextLong();",
                "Callable<Object> draw = () -> new java.security.SecureRandom().nextLong();",
                "Callable<Object> draw = () -> { var bytes = new byte[8]; new java.security.SecureRandom().nextBytes(bytes);"
                        + " return Arrays.toString(bytes); };",
                "Callable<Object> draw = () -> java.util.random.RandomGenerator.getDefault().nextLong();",
                "Callable<Object> draw = () -> java.util.random.RandomGenerator.of(\"Xoshiro256PlusPlus\").nextLong();",
                "java.util.random.RandomGenerator random = ThreadLocalRandom.current();"
                        + " Callable<Object> draw = () -> random.nextLong();",
                "Callable<Object> draw = () -> java.util.random.RandomGeneratorFactory.of(\"L64X128MixRandom\").create()"
                        + ".nextLong();",
                "Callable<Object> draw = () -> ThreadLocalRandom.current().ints(3).boxed().toList();",
            })
    void chance_ofAnyKind_isOfTheSeed(String source) throws Throwable {
        var drawn = "@Async Coroutine<String> main() throws Exception { " + source
                + " return completed(draw.call() + \" \" + draw.call()); }";
        var first = run(drawn);
        assertThat(run(drawn)).isEqualTo(first);
        seed = 8;
        assertThat(run(drawn)).isNotEqualTo(first);
    }

    private static final String CHANCE = """
            @Async Coroutine<String> main() {
                var numbers = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
                Collections.shuffle(numbers);
                class Dice extends Random {}
                return completed(new Random().nextInt() + " " + Math.random() + " " + UUID.randomUUID() + numbers
                    + ThreadLocalRandom.current().nextInt(3, 1_000_000) + ThreadLocalRandom.current().nextLong()
                    + new Dice().nextLong());
            }
            """;

    @Test
    void chance_withTheSameSeed_isTheSame() throws Throwable {
        var first = run(CHANCE);
        assertThat(run(CHANCE)).isEqualTo(first);
        seed = 8;
        assertThat(run(CHANCE)).isNotEqualTo(first);
    }

    @Test
    void uuid_ofASeed_isOfVersion4() throws Throwable {
        assertThat(run(
                        "@Async Coroutine<String> main() { var id = UUID.randomUUID(); return completed(id.version() + \" \""
                                + " + id.variant()); }"))
                .isEqualTo("4 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Thread.sleep(1);                              | Thread.sleep",
                "new CompletableFuture<Void>().get();          | CompletableFuture.get",
                "new CompletableFuture<Void>().join();         | CompletableFuture.join",
                "new CompletableFuture<Void>().get(1, TimeUnit.SECONDS); | CompletableFuture.get",
                "new CountDownLatch(1).await();                | CountDownLatch.await",
                "new LinkedBlockingQueue<Integer>().take();    | LinkedBlockingQueue.take",
                "BlockingQueue<Integer> q = new ArrayBlockingQueue<>(1); q.put(1); | BlockingQueue.put",
                "new LinkedBlockingQueue<Integer>().poll(1, TimeUnit.DAYS); | LinkedBlockingQueue.poll",
                "new ReentrantLock().lock();                   | ReentrantLock.lock",
                "Thread.currentThread().join();                | Thread.join",
                "new ProcessBuilder(\"true\").start().waitFor(); | Process.waitFor",
                "java.net.http.HttpClient.newHttpClient().send(null, null); | HttpClient.send",
                "java.nio.file.Files.readString(java.nio.file.Path.of(\"x\")); | Files.readString",
                "new java.net.ServerSocket().accept();         | ServerSocket.accept",
                "((java.sql.Statement) null).executeQuery(\"\"); | Statement.executeQuery",
            })
    void call_thatBlocks_isRefused(String statement, String call) {
        assertThatThrownBy(() -> run("@Async Coroutine<String> main() throws Throwable { " + statement
                        + " return completed(\"\"); }"))
                .isExactlyInstanceOf(Blocked.class)
                .hasMessageStartingWith(call + ": ")
                .hasMessageEndingWith(".");
    }

    /** Whether it blocks depends on the order of the tasks, so that a test would pass by chance. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "new ReentrantLock().lock();",
                "new LinkedBlockingQueue<Integer>().put(1);",
                "new LinkedBlockingQueue<>(List.of(1)).take();",
                "new Semaphore(1).acquire();",
            })
    void call_thatNeedNotWaitNow_isRefusedAndSaysSo(String statement) {
        assertThatThrownBy(() -> run("@Async Coroutine<String> main() throws Throwable { " + statement
                        + " return completed(\"\"); }"))
                .isExactlyInstanceOf(Blocked.class)
                .hasMessageEndingWith(" It is refused even where it need not wait now, as another time it may.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Callable<?> call = new CompletableFuture<Void>()::get; call.call();        | CompletableFuture.get",
                "java.util.function.Function<CompletableFuture<?>, ?> f = CompletableFuture::join;"
                        + " f.apply(new CompletableFuture<Void>());                          | CompletableFuture.join",
                "java.util.concurrent.Future<?> future = new CompletableFuture<Void>(); Callable<?> call = future::get; call.call();"
                        + "                                                                  | Future.get",
                "interface Waits { void run() throws Exception; } Waits waits = new CountDownLatch(1)::await; waits.run();"
                        + "                                                                  | CountDownLatch.await",
                "Callable<?> call = new LinkedBlockingQueue<Integer>()::take; call.call();   | LinkedBlockingQueue.take",
                "interface Sleeps { void run(long millis) throws Exception; } Sleeps sleeps = Thread::sleep; sleeps.run(1);"
                        + "                                                                  | Thread.sleep",
                "Runnable locks = new ReentrantLock()::lock; locks.run();                    | ReentrantLock.lock",
            })
    void call_thatBlocksByReference_isRefused(String statements, String call) {
        assertThatThrownBy(() -> run("@Async Coroutine<String> main() throws Throwable { " + statements
                        + " return completed(\"\"); }"))
                .isExactlyInstanceOf(Blocked.class)
                .hasMessageStartingWith(call + ": ");
    }

    @Test
    void call_byReferenceOfAFutureThatIsDone_isMade() throws Throwable {
        assertThat(run("@Async Coroutine<String> main() throws Throwable { Callable<String> call ="
                        + " CompletableFuture.completedFuture(\"made\")::get; return completed(call.call()); }"))
                .isEqualTo("made");
    }

    @Test
    void call_byReferenceOnAnotherThread_isMade() throws Throwable {
        assertThat(run("@Async Coroutine<String> main() { var queue = new LinkedBlockingQueue<>(List.of(\"made\"));"
                        + " return completed(await(toThread(queue::take))); }"))
                .isEqualTo("made");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.function.IntSupplier size = list::size; if (size.getAsInt() < 3) { await(pause()); list.add(1); }",
                "java.util.function.IntFunction<Integer> get = list::get; int old = get.apply(1); await(pause());"
                        + " list.set(1, old - 1);",
                "if (!set.contains(\"x\")) { await(pause()); java.util.function.Consumer<String> add = set::add;"
                        + " add.accept(\"x\"); }",
            })
    void collection_usedByReference_isAVariable(String body) throws Throwable {
        runTwice(body);
        assertThat(races).hasSize(1);
        assertThat(races.get(0)).contains("withdraw:26");
    }

    @Test
    void references_inAnInterfaceOrSerialisable_work() throws Throwable {
        assertThat(run("""
                interface Clocked { default Callable<Object> now() { return Instant::now; } }
                interface Made<T> extends Callable<T>, java.io.Serializable {}
                @Async Coroutine<String> main() throws Exception {
                    Made<Instant> kept = Instant::now;
                    var bytes = new java.io.ByteArrayOutputStream();
                    new java.io.ObjectOutputStream(bytes).writeObject(kept);
                    return completed(new Clocked() {}.now().call().toString());
                }
                """)).isEqualTo("2000-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CompletableFuture.completedFuture(1).get();",
                "CompletableFuture.completedFuture(1).join();",
                "new LinkedBlockingQueue<Integer>().poll();",
                "new LinkedBlockingQueue<Integer>().offer(1);",
                "new ReentrantLock().tryLock();",
            })
    void call_thatDoesNotBlock_isMade(String statement) throws Throwable {
        assertThat(run("@Async Coroutine<String> main() throws Throwable { " + statement
                        + " return completed(\"made\"); }"))
                .isEqualTo("made");
    }

    @Test
    void call_thatBlocksAnotherThread_isMade() throws Throwable {
        assertThat(run("@Async Coroutine<String> main() { await(toThread(() -> { Thread.sleep(1); return null; }));"
                        + " return completed(\"slept\"); }"))
                .isEqualTo("slept");
    }

    @Test
    void calls_ofAsyncMethods_areTold() throws Throwable {
        run("""
                static class Bank {
                    @Async Coroutine<Integer> debit(int n) { await(yieldNow()); return completed(n); }
                    @Async private Coroutine<Integer> own(int n) { return completed(n + await(debit(n))); }
                    @Async Coroutine<Integer> last(int n) { return own(n); }
                }
                @Async Coroutine<String> main() { return completed("" + await(new Bank().last(1))); }
                """);
        assertThat(calls).containsExactly("app.A.main", "app.A$Bank.last", "app.A$Bank.own", "app.A$Bank.debit");
    }

    @Test
    void race_whereEveryCallSuspendsToo_isFound() throws Throwable {
        stress = ClassScope.parse("app.");
        runTwice("int old = map.get(\"a\"); await(pause()); map.put(\"a\", old - 1);");
        assertThat(races).hasSize(1);
    }

    @Test
    void program_withProbesOnNoLoop_runsAsEver() throws Throwable {
        var type = load("""
                public static String plain() throws Exception {
                    var a = new A();
                    a.balance--;
                    a.map.put("a", a.balance);
                    a.slots[1] += 2;
                    a.wides[0] = a.wide++;
                    Thread.sleep(1);
                    return a.map.get("a") + " " + a.slots[1] + " " + a.wides[0] + " " + a.wide
                        + (Instant.now().isAfter(Instant.parse("2020-01-01T00:00:00Z")) ? " real" : "");
                }
                """);
        assertThat(type.getMethod("plain").invoke(null)).isEqualTo("99 102 100 101 real");
    }

    /** Runs a body in two tasks that take turns. */
    private void runTwice(String body) throws Throwable {
        run("""
                @Async Coroutine<Integer> one() { await(pause()); return completed(1); }
                @Async Coroutine<Void> withdraw() { step(); %s return completed(); }
                @Async Coroutine<String> main() {
                    Task<Void> second = createTask(withdraw(), TaskOptions.defaults().named("second"));
                    Task<Void> first = createTask(first(), TaskOptions.defaults().named("first"));
                    await(first);
                    await(second);
                    return completed("");
                }
                @Async Coroutine<Void> first() { step(); await(withdraw()); return completed(); }
                """.formatted(body));
    }

    private Object run(String members) throws Throwable {
        var type = load(members);
        try (var loop = new TestLoop()) {
            var run = new ProbedRun(loop.clock()::nanoTime, seed, new Watch(), true);
            run.enter();
            try {
                var main = type.getDeclaredMethod("main");
                main.setAccessible(true);
                return loop.run((Coroutine<?>) main.invoke(type.getConstructor().newInstance()));
            } finally {
                run.leave();
            }
        }
    }

    private Class<?> load(String members) throws ClassNotFoundException {
        var scope = ClassScope.parse("app.");
        var transformer = AsyncClassTransformer.create(reporter, null, true, stress, scope);
        var files = CompiledSources.compile("app.A", HEAD + members + "}", "-g");
        var type = new WovenLoader(files, transformer).loadClass("app.A");
        assertThat(reporter.told).isEmpty();
        return type;
    }

    private final class Watch implements ProbeWatch {
        @Override
        public void race(Race race) {
            races.add(race.text(name(race.by()), name(race.other())));
        }

        private static String name(Object task) {
            return ((dev.weft.Task<?>) task).name();
        }

        @Override
        public void blocks(String call, String remedy) {
            throw new Blocked(call + ": " + remedy);
        }

        @Override
        public Coroutine<?> called(String method, Coroutine<?> made) {
            calls.add(method);
            return made;
        }
    }

    private static final class Blocked extends Error {
        private static final long serialVersionUID = 1;

        Blocked(String message) {
            super(message);
        }
    }
}
