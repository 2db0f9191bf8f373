package dev.weft.internal.generator;

import dev.weft.AsyncIterator;
import dev.weft.Coroutine;
import dev.weft.abi.Execution;
import org.jspecify.annotations.Nullable;

/**
 * The iterator that a program has of a generator which has to be closed. When it is garbage, the program has left the
 * generator half-used: the loop, which holds the generator itself, closes it then, as CPython does.
 *
 * @param <T> the type of the values
 */
final class GeneratorHandle<T extends @Nullable Object> extends DirectIterator<T> {

    private final Generator<T> generator; // constant after construction

    GeneratorHandle(Generator<T> generator) {
        this.generator = generator;
    }

    /** Returns the generator behind an iterator; null if it is none. */
    static <T extends @Nullable Object> @Nullable Generator<T> generatorOf(@Nullable AsyncIterator<T> iterator) {
        if (iterator instanceof GeneratorHandle<T> handle) {
            return handle.generator;
        }
        return iterator instanceof Generator<T> generator ? generator : null;
    }

    @Override
    protected @Nullable Object advance(Execution x, int depth) throws Throwable {
        generator.startsFor(this);
        return generator.advance(x, depth);
    }

    @Override
    public Coroutine<Boolean> advance() {
        return generator.step(false, this);
    }

    @Override
    public Coroutine<Void> close() {
        return generator.step(true, this);
    }

    @Override
    public T current() {
        return generator.current();
    }

    @Override
    public String toString() {
        return generator.toString();
    }
}
