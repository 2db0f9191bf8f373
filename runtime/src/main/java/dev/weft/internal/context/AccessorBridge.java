package dev.weft.internal.context;

import dev.weft.ThreadBridge;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A bridge to a value of the thread that can be read and replaced. */
public record AccessorBridge<T extends @Nullable Object>(Supplier<T> getter, Consumer<T> setter)
        implements ThreadBridge<T, T> {

    @Override
    public T enter(T value) {
        T outer = getter.get();
        setter.accept(value);
        return outer;
    }

    @Override
    public void exit(T outer) {
        setter.accept(outer);
    }

    @Override
    public T current(T entered) {
        return getter.get();
    }
}
