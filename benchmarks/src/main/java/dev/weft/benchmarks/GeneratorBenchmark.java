package dev.weft.benchmarks;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.emit;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** P21: what does a value of an async generator cost that does not suspend? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(GeneratorBenchmark.VALUES)
public class GeneratorBenchmark {
    static final int VALUES = 10_000;
    private static final int BOXED = 128; // the JDK keeps so many boxes: no side allocates any
    private static final long EXPECTED = expected();

    /** A generator. */
    @Benchmark
    public long weft(LoopState loop) {
        return Checks.expect(EXPECTED, loop.run(sum()));
    }

    /** An iterator, in plain Java. */
    @Benchmark
    public long plainJava() {
        long sum = 0;
        for (Iterator<Integer> it = new Numbers(); it.hasNext(); ) {
            sum += it.next();
        }
        return Checks.expect(EXPECTED, sum);
    }

    /** A flow. */
    @Benchmark
    public long kotlin() {
        return Checks.expect(EXPECTED, KotlinSyncPeers.flow(VALUES, BOXED));
    }

    private static long expected() {
        long sum = 0;
        for (int i = 0; i < VALUES; i++) {
            sum += i % BOXED;
        }
        return sum;
    }

    @Async
    private static AsyncIterator<Integer> numbers() {
        for (int i = 0; i < VALUES; i++) {
            emit(i % BOXED);
        }
        return AsyncIterator.end();
    }

    @Async
    private static Coroutine<Long> sum() {
        long sum = 0;
        AsyncIterator<Integer> it = numbers();
        while (await(it.advance())) {
            sum += it.current();
        }
        return completed(sum);
    }

    private static final class Numbers implements Iterator<Integer> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < VALUES;
        }

        @Override
        public Integer next() {
            if (next >= VALUES) {
                throw new NoSuchElementException("there are " + VALUES + " values");
            }
            return next++ % BOXED;
        }
    }
}
