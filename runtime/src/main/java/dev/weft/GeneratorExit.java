package dev.weft;

/**
 * A signal that an async generator is closed; the counterpart of Python's {@code GeneratorExit}. It is thrown at the
 * {@code emit} where the generator is suspended, so that its {@code finally} blocks run.
 *
 * <p>Code that catches it should clean up and throw it again, or return. Whatever the generator does with it, no
 * further value is emitted.
 */
public final class GeneratorExit extends CancelledError {
    private static final long serialVersionUID = 1;

    /** Creates the signal; for the runtime. */
    public GeneratorExit() {}
}
