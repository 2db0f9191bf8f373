package dev.weft.benchmarks;

import static dev.weft.Weft.await;

import dev.weft.Async;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** P13, and P7 for stages: what does it cost to await pending stages in a loop, in CompletableFuture style? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(StageBenchmark.STAGES)
public class StageBenchmark {
    static final int STAGES = 1_000;
    private static final long EXPECTED = (STAGES - 1L) * STAGES / 2;

    /** A check that EA Async's agent is there. */
    @State(Scope.Benchmark)
    public static class EaAsync {
        /** Checks once per fork. */
        @Setup
        public void check() {
            EaAsyncPeer.checkWoven();
        }
    }

    /** The class that Weft's agent defines for its own awaits. */
    @State(Scope.Benchmark)
    public static class WeftsWay {
        private final BiConsumer<Object, Object> registrar = registrar();

        /** Finds the class, which exists once a stage has been awaited. */
        @SuppressWarnings("unchecked") // the class implements this interface
        private static BiConsumer<Object, Object> registrar() {
            new StageBenchmark().weft();
            try {
                return Class.forName("java.util.concurrent.$WeftCallback")
                        .asSubclass(BiConsumer.class)
                        .getConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("this benchmark needs Weft's agent", e);
            }
        }
    }

    /** The source of {@link EaAsyncPeer#sum}, marked {@code @Async}. */
    @Benchmark
    public long weft() {
        var source = new PendingStages();
        return completeAll(source, sum(source, STAGES));
    }

    /** EA Async. */
    @Benchmark
    public long eaAsync(EaAsync woven) {
        var source = new PendingStages();
        return completeAll(source, EaAsyncPeer.sum(source, STAGES));
    }

    /** A callback that is allocated once and registered with each stage in turn: the least that the API permits. */
    @Benchmark
    public long callbackByHand() {
        return callBack(StageBenchmark::whenComplete);
    }

    /** The same through the class that Weft's agent defines in the JDK's package: the least an await could cost. */
    @Benchmark
    public long callbackInWeftsWay(WeftsWay way) {
        return callBack(way.registrar::accept);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // only the callback matters
    private static void whenComplete(CompletableFuture<Long> stage, BiConsumer<Long, Throwable> callback) {
        stage.whenComplete(callback);
    }

    private static long callBack(Registration registration) {
        var source = new PendingStages();
        var callback = new ByHand(source, STAGES, registration);
        callback.register();
        return completeAll(source, callback.result);
    }

    /** The stages alone, without an awaiter: the part that all sides have in common. */
    @Benchmark
    public long stagesAlone() {
        var source = new PendingStages();
        long sum = 0;
        for (int i = 0; i < STAGES; i++) {
            CompletableFuture<Long> stage = source.next();
            source.complete(i);
            sum += stage.join();
        }
        return Checks.expect(EXPECTED, sum);
    }

    /** Registers a callback with a stage. */
    private interface Registration {
        void register(CompletableFuture<Long> stage, BiConsumer<Long, Throwable> callback);
    }

    private static final class ByHand implements BiConsumer<Long, Throwable> {
        final CompletableFuture<Long> result = new CompletableFuture<>();
        private final PendingStages source;
        private final Registration registration;
        private int left;
        private long sum;

        ByHand(PendingStages source, int count, Registration registration) {
            this.source = source;
            this.left = count;
            this.registration = registration;
        }

        void register() {
            registration.register(source.next(), this);
        }

        @Override
        public void accept(Long value, Throwable thrown) {
            sum += value;
            if (--left > 0) {
                register();
            } else {
                result.complete(sum);
            }
        }
    }

    private static long completeAll(PendingStages source, CompletableFuture<Long> sum) {
        for (int i = 0; i < STAGES; i++) {
            source.complete(i);
        }
        return Checks.expect(EXPECTED, sum.getNow(-1L));
    }

    @Async
    private static CompletableFuture<Long> sum(PendingStages source, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += await(source.next());
        }
        return CompletableFuture.completedFuture(sum);
    }
}
