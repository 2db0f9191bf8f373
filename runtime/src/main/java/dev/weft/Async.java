package dev.weft;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose body may suspend: the agent weaves it so that {@code await} gives up the thread instead of
 * blocking it.
 *
 * <p>The return type chooses how the method runs. One that returns {@code Coroutine<T>} does nothing when it is called:
 * the call gives a cold coroutine. One that returns a {@link java.util.concurrent.CompletionStage} runs at once, up to
 * its first real suspension. One that returns an {@code AsyncIterator<T>} gives a cold generator.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Async {}
