/**
 * Locks and queues for the tasks of one event loop: the counterparts of {@code asyncio.Lock}, {@code Event},
 * {@code Condition}, {@code Semaphore}, {@code Barrier} and {@code Queue}, as CPython 3.13 runs them.
 *
 * <p>A method that may have to wait returns a {@link dev.weft.Coroutine}: nothing happens before it is awaited. An await
 * that need not wait takes no turn of the loop. A task that is cancelled while it waits takes nothing with it: what it was
 * about to get goes to the next in line.
 *
 * <p>These objects belong to the event loop on which a task first waits for them; until then they are not bound to any.
 * They are for the thread of that loop and are no help between threads: there, use {@code java.util.concurrent}. On another
 * thread, and in a task of another loop, a bound object throws an {@link IllegalStateException}.
 *
 * <p>Each type has a constructor with a name, by which dumps and messages call the object.
 */
@NullMarked
package dev.weft.sync;

import org.jspecify.annotations.NullMarked;
