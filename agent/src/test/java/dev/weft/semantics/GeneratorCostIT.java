package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.emit;
import static dev.weft.Weft.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import java.util.function.LongConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a value of a generator that does not suspend allocates: nothing, in the interpreter as in compiled code. */
class GeneratorCostIT {
    private static final Object VALUE = new Object();

    private static Object seen; // so that no compiler leaves out the reading of the values

    @Async
    static AsyncIterator<Object> objects(long n) {
        for (long i = 0; i < n; i++) {
            emit(VALUE);
        }
        return AsyncIterator.end();
    }

    @Async
    static AsyncIterator<Long> longs(long n) {
        for (long i = 0; i < n; i++) {
            emit(1_000_000 + i);
        }
        return AsyncIterator.end();
    }

    @Async
    static AsyncIterator<Object> passedOn(AsyncIterator<Object> from) {
        try {
            while (await(from.advance())) {
                emit(from.current());
                await(done());
            }
        } finally {
            await(from.close());
        }
        return AsyncIterator.end();
    }

    @Async
    static Coroutine<Void> done() {
        return completed();
    }

    @Async
    static Coroutine<Void> use(AsyncIterator<Object> it) {
        while (await(it.advance())) {
            seen = it.current();
        }
        return completed();
    }

    /** Nobody asks for the value, so that nothing boxes it. */
    @Async
    static Coroutine<Void> count(AsyncIterator<Long> it) {
        while (await(it.advance())) {
            seen = VALUE;
        }
        return completed();
    }

    private static void allocateNothing(LongConsumer values, long times) {
        assertThat(AllocatedBytes.perCall(values, times)).as("bytes a value").isZero();
        assertThat(seen).isSameAs(VALUE);
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 200_000})
    void value_thatIsAnObject_allocatesNothing(long times) {
        allocateNothing(n -> run(use(objects(n))), times);
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 200_000})
    void value_thatIsANumber_isNotBoxedByItsEmit(long times) {
        allocateNothing(n -> run(count(longs(n))), times);
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 200_000})
    void value_passedOnByAnotherGenerator_allocatesNothing(long times) {
        allocateNothing(n -> run(use(passedOn(objects(n)))), times);
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 200_000})
    void value_ofAnIterable_allocatesNothing(long times) {
        allocateNothing(n -> run(use(AsyncIterator.of(new Repeated(n)))), times);
    }

    /** An iterable that allocates no value. */
    private record Repeated(long times) implements Iterable<Object> {
        @Override
        public java.util.Iterator<Object> iterator() {
            return new java.util.Iterator<>() {
                private long left = times;

                @Override
                public boolean hasNext() {
                    return left > 0;
                }

                @Override
                public Object next() {
                    left--;
                    return VALUE;
                }
            };
        }
    }
}
