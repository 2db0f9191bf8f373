package dev.weft.testing.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test method, plain {@code void} so that every JUnit and IDE finds it, whose body may await: the agent weaves it as if it were
 * {@code @Async}. Without the agent its first await fails the test. It runs in virtual time, on a loop of its own, and fails on a stall, tasks left
 * behind, failures nobody saw, coroutines never awaited, and blocking calls.
 *
 * <p>Virtual time waits for what {@link dev.weft.Weft#toThread} runs, but not for other threads: a test that awaits a
 * {@link java.util.concurrent.CompletableFuture} that such a thread completes, as an HTTP client does, stalls, or its timeouts are
 * over at once. It needs {@link #realTime()}.
 *
 * <p>Parameters come from JUnit's sources of arguments, such as {@code @ValueSource}, if there are any, and from other extensions.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(WeftExtension.class)
@Execution(ExecutionMode.SAME_THREAD) // each order depends on the one before
public @interface WeftTest {
    /**
     * Returns in how many orders it runs, the simplest first; 1 is FIFO, as in production. One of several orders that fails is run
     * once more, in an invocation that fails only if the order does not fail alike: something else has decided then, such as what
     * an earlier run has left in a static field.
     *
     * @return the number of orders
     */
    int orders() default 1;

    /**
     * Returns how many tasks may be held back in one run; -1 for orders by chance instead, by the seed.
     *
     * @return the number of tasks
     */
    int delays() default 2;

    /**
     * Returns the seed of all that is left to chance.
     *
     * @return any number
     */
    long seed() default 0;

    /**
     * Returns whether it also runs once for each suspension, cancelled there.
     *
     * @return true to cancel everywhere
     */
    boolean cancelEverywhere() default false;

    /**
     * Returns whether suspension races fail the test.
     *
     * @return true to look for races
     */
    boolean races() default false;

    /**
     * Returns a schedule that failed, to run just that one.
     *
     * @return the text of a schedule, or the empty text
     */
    String replay() default "";

    /**
     * Returns whether the loop's time is real.
     *
     * @return false for virtual time
     */
    boolean realTime() default false;

    /**
     * Returns the wall time for one run, also for what it has left behind to end when it is cancelled. A test that takes longer fails, and
     * its message shows what is stuck as a tree. A step that holds its thread up is interrupted. If that does not end it, as with an
     * endless loop that awaits nothing, nothing else can: the tree and the stack of the thread are then printed to {@code System.err}.
     *
     * @return a number and a unit, such as {@code 30s}
     */
    String timeout() default "30s";
}
