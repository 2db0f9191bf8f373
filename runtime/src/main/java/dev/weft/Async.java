package dev.weft;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A mark for methods that may suspend. The agent weaves such a method so that {@link Weft#await(Awaitable) await}
 * suspends the method, and not the thread.
 *
 * <pre>{@code
 * class Orders {
 *     @Async
 *     static Coroutine<String> load(int id) {
 *         await(sleep(Duration.ofMillis(10)));
 *         return completed("order " + id);
 *     }
 *
 *     @Async
 *     static CompletableFuture<Integer> total(CompletableFuture<Integer> price, int count) {
 *         return CompletableFuture.completedFuture(count * await(price));
 *     }
 *
 *     public static void main(String[] args) {
 *         System.out.println(run(load(7))); // order 7
 *         CompletableFuture<Integer> price = new CompletableFuture<>();
 *         CompletableFuture<Integer> total = total(price, 3);
 *         price.complete(5);
 *         System.out.println(total.join()); // 15
 *     }
 * }
 * }</pre>
 *
 * <p>The return type decides how the method runs:
 *
 * <ul>
 *   <li>{@code Coroutine<T>}: the call runs nothing and returns a coroutine, as a call of a Python {@code async def}
 *       does. The body returns its value as {@code return completed(v);}.
 *   <li>{@link java.util.concurrent.CompletionStage}, {@link java.util.concurrent.CompletableFuture} or a subclass of
 *       it that has a public constructor without parameters: the call runs the body up to its first await of something
 *       pending, as in C#, and returns a stage of the result. It needs no event loop. Cancelling or completing that
 *       stage from outside cancels the call: what it awaits is cancelled, and its {@code await} throws a
 *       {@link java.util.concurrent.CancellationException}.
 *   <li>{@link AsyncIterator}: an async generator. The call runs nothing and returns an iterator. The body gives its
 *       values as {@code emit(v);} and ends as {@code return AsyncIterator.end();}.
 * </ul>
 *
 * <p>A body may also return a coroutine or a stage that is pending ({@code return other(x);}): it is awaited after the
 * method's {@code finally} blocks, and its value is the value. {@code return null;} is a {@link NullPointerException}
 * that names the method. The exceptions of the body, checked ones included, are thrown where the result is awaited,
 * never by the call; so declaring {@code throws IOException} lets the awaiting code catch it.
 *
 * <p>The agent refuses what cannot suspend, such as an await inside of {@code synchronized}, with a diagnostic that
 * names the place and the remedy; such a method throws a {@link NotWovenError} when it is called. An abstract method
 * has no body to weave: the mark on it is ignored.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Async {}
