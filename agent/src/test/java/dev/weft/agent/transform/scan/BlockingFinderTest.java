package dev.weft.agent.transform.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.transform.code.BlockingCalls;
import dev.weft.agent.transform.message.Diagnostic;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

class BlockingFinderTest {
    private static final String HEAD = """
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import java.io.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.Future;
            import java.util.concurrent.locks.*;
            class A {
                CompletableFuture<Integer> f = new CompletableFuture<>();
                Future<Integer> future = f;
                List<CompletableFuture<Integer>> all = List.of(f);
                Task<Integer> task;
                dev.weft.sync.Lock asyncLock;
                BlockingQueue<Integer> given;
                static class Promise extends CompletableFuture<Integer> {}
                static class Work extends FutureTask<Integer> { Work() { super(() -> 1); } }
                static class Guard extends ReentrantLock {}
                static class Worker extends Thread {}
                static class Box { Integer get() { return 1; } void join() {} Integer take() { return 1; } }
            """;
    private static final int FIRST_LINE = 22;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Thread.sleep(1)                             | Thread.sleep | await(sleep(duration))",
                "TimeUnit.SECONDS.sleep(1)                   | TimeUnit.sleep | await(sleep(duration))",
                "f.join()                                    | CompletableFuture.join | await(future)",
                "f.get()                                     | CompletableFuture.get | await(future)",
                "f.get(1, TimeUnit.SECONDS)                  | CompletableFuture.get | await(future)",
                "f.thenApply(x -> x).join()                  | CompletableFuture.join | await(future)",
                "await(f); CompletableFuture.supplyAsync(() -> 1).join() | CompletableFuture.join | await(future)",
                "future.get()                                | Future.get | await(future) with a Task or a CompletionStage",
                "new CountDownLatch(1).await()               | CountDownLatch.await | dev.weft.sync.Event",
                "new CyclicBarrier(1).await()                | CyclicBarrier.await | dev.weft.sync.Barrier",
                "new Phaser().arriveAndAwaitAdvance()        | Phaser.arriveAndAwaitAdvance | dev.weft.sync.Barrier",
                "new Semaphore(1).acquire()                  | Semaphore.acquire | dev.weft.sync.Semaphore",
                "new ReentrantLock().lock()                  | ReentrantLock.lock | dev.weft.sync.Lock",
                "new ReentrantLock().newCondition().await()  | Condition.await | dev.weft.sync.Condition",
                "new ArrayBlockingQueue<Integer>(1).put(1)   | ArrayBlockingQueue.put | dev.weft.sync.Queue",
                "new ArrayBlockingQueue<Integer>(1).offer(1, 1, TimeUnit.DAYS) | ArrayBlockingQueue.offer | dev.weft.sync.Queue",
                "new PriorityBlockingQueue<Integer>().take() | PriorityBlockingQueue.take | dev.weft.sync.Queue",
                "new LinkedBlockingQueue<Integer>().poll(1, TimeUnit.DAYS) | LinkedBlockingQueue.poll | dev.weft.sync.Queue",
                "new Semaphore(1).tryAcquire(1, TimeUnit.DAYS) | Semaphore.tryAcquire | dev.weft.sync.Semaphore",
                "new LinkedBlockingQueue<Integer>().take()   | LinkedBlockingQueue.take | dev.weft.sync.Queue",
                "new Thread().join()                         | Thread.join | await(toThread(...))",
                "synchronized (this) { wait(); }             | Object.wait | dev.weft.sync.Condition",
                "new ProcessBuilder().start().waitFor()      | Process.waitFor | await(process.onExit())",
                "java.net.http.HttpClient.newHttpClient().send(null, null) | HttpClient.send | await(client.sendAsync(request, handler))",
                "new java.net.Socket().connect(null)         | Socket.connect | dev.weft.net.Streams",
                "((java.sql.Statement) null).execute(null)   | Statement.execute | await(toThread(...))",
                "Files.readString(Path.of(\"x\"))            | Files.readString | await(toThread(...))",
                "new FileInputStream(\"x\").read()           | FileInputStream.read | await(toThread(...))",
                "LockSupport.park()                          | LockSupport.park | a Future",
                "new Promise().join()                        | Promise.join | await(future), which takes any CompletionStage",
                "new Promise().get(1, TimeUnit.DAYS)         | Promise.get | await(future), which takes any CompletionStage",
                "new Work().get()                            | Work.get | await(future) with a Task or a CompletionStage",
                "new Guard().lock()                          | Guard.lock | dev.weft.sync.Lock",
                "new Worker().join()                         | Worker.join | await(toThread(...))",
                "new LinkedBlockingQueue<Integer>(1).put(1)  | LinkedBlockingQueue.put | dev.weft.sync.Queue",
                "new LinkedBlockingDeque<Integer>(1).putFirst(1) | LinkedBlockingDeque.putFirst | dev.weft.sync.Queue",
                "given.put(1)                                | BlockingQueue.put | dev.weft.sync.Queue",
                "Executors.newCachedThreadPool().awaitTermination(1, TimeUnit.DAYS) | ExecutorService.awaitTermination | await(toThread(...)) to wait for the executor's end",
            })
    void call_thatBlocks_isReportedWithWhatToUse(String statement, String call, String alternative) {
        var told = find("@Async Coroutine<Integer> m() throws Throwable { " + statement + "; return completed(1); }");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).text())
                .startsWith("WEFT-016 A.m (A.java:" + FIRST_LINE + "): a call of " + call
                        + ", which blocks the thread of the event loop: none of its other tasks can run meanwhile. Use "
                        + alternative)
                .endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "await(f); f.join()",
                "await(CompletableFuture.allOf(f)); all.get(0).join()",
                "await(f); f.toCompletableFuture().join()",
                "if (f.isDone()) { f.get(); }",
                "while (!f.isDone()) { await(yieldNow()); } f.handle((value, thrown) -> 1).join()",
                "f.complete(1); await(yieldNow()); f.join()",
                "if (future.isDone()) { future.get(); }",
                "var g = f; g.complete(1); g.join()",
                "var g = f; g.complete(all.isEmpty() ? 1 : Integer.parseInt(\"2\")); g.get()",
                "var g = f; int i = 1; g.completeExceptionally(new Error()); i++; if (i > 1) { g.get(i, TimeUnit.DAYS); }",
                "var g = f; g.cancel(true); try { g.join(); } finally { plain(); }",
                "var g = CompletableFuture.completedFuture(1); plain(); g.join()",
                "CompletableFuture<Integer> g = CompletableFuture.failedFuture(new Error()); g.join()",
                "f.getNow(1)",
                "CompletableFuture.completedFuture(1).join()",
                "future.get(0, TimeUnit.SECONDS)",
                "Thread.sleep(0)",
                "new LinkedBlockingQueue<Integer>().poll(0, TimeUnit.SECONDS)",
                "new LinkedBlockingQueue<Integer>().poll()",
                "new PriorityBlockingQueue<Integer>().put(1)",
                "new PriorityBlockingQueue<Integer>().offer(1, 1, TimeUnit.DAYS)",
                "new LinkedTransferQueue<Integer>().put(1)",
                "new ReentrantLock().tryLock()",
                "new Semaphore(1).tryAcquire()",
                "task.result()",
                "new LinkedBlockingQueue<Integer>().put(1)",
                "new LinkedBlockingDeque<Integer>().offer(1, 1, TimeUnit.DAYS)",
                "given = new LinkedBlockingQueue<>(); given.put(1)",
                "new Box().get()",
                "new Box().join()",
                "new Box().take()",
                "await(new Promise()); new Promise().join()",
                "await(asyncLock.acquire())",
                "java.nio.channels.SocketChannel.open().read((java.nio.ByteBuffer) null)",
                "new ByteArrayInputStream(new byte[1]).read()",
                "new StringReader(\"x\").read()",
                "Map.of(1, 2).get(1)",
                "String.join(\"\", all.toString())",
                "await(toThread(() -> { Thread.sleep(1); return 1; }))",
                "await(toThread(() -> f.join()))",
                "all.stream().map(CompletableFuture::join).count()",
                "plain()",
            })
    void call_thatDoesNotBlock_orNotHere_isNotReported(String statement) {
        assertThat(find("void plain() throws Exception { Thread.sleep(1); f.join(); }"
                        + " @Async Coroutine<Integer> m() throws Throwable { " + statement
                        + "; return completed(1); }"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "var g = f; var h = f; h.complete(1); g.join()",
                "var g = f; g.complete(1); g = new CompletableFuture<>(); g.join()",
                "var g = f; if (all.isEmpty()) { g.complete(1); } g.join()",
                "var g = f; try { plain(); g.complete(1); } catch (Exception e) { g.join(); }",
                "var g = f; while (all.isEmpty()) { g.join(); g.complete(1); }",
                "var g = f; g.complete(1); f.thenApply(x -> x).join()",
                "var g = f; g.completeAsync(() -> 1); g.join()",
                "CompletableFuture<Integer> g = all.isEmpty() ? f : CompletableFuture.completedFuture(1); g.join()",
                "f.complete(1); f.join()",
            })
    void future_thatIsNotSurelyDone_isReported(String statement) {
        assertThat(find("void plain() throws Exception {} @Async Coroutine<Integer> m() throws Throwable { " + statement
                        + "; return completed(1); }"))
                .hasSize(1);
    }

    @Test
    void calls_inOneBody_areReportedOneByOne() {
        var told = find("""
                @Async Coroutine<Integer> m() throws Exception {
                    Thread.sleep(1);
                    for (int i = 0; i < 3; i++) {
                        Thread.sleep(1);
                        await(yieldNow());
                    }
                    return completed(CompletableFuture.supplyAsync(() -> 1).join());
                }
                """);
        assertThat(told).extracting(Diagnostic::line).containsExactly(FIRST_LINE + 1, FIRST_LINE + 3, FIRST_LINE + 6);
    }

    @Test
    void calls_inLambdasGeneratorsAndTests_areReported() {
        var told = find("""
                AsyncCallable<Integer> lambda() {
                    return () -> { await(yieldNow()); Thread.sleep(1); return completed(1); };
                }
                AsyncCallable<Integer> unwoven() {
                    return () -> { Thread.sleep(1); return completed(1); };
                }
                @Async AsyncIterator<Integer> generator() throws Exception {
                    emit(1);
                    Thread.sleep(1);
                    return AsyncIterator.end();
                }
                @dev.weft.testing.junit.WeftTest void test() throws Exception { Thread.sleep(1); }
                """);
        assertThat(told).extracting(Diagnostic::method).containsExactlyInAnyOrder("lambda", "generator", "test");
    }

    @Test
    void call_inAMethodThatReturnsAStage_isReportedBeforeItsFirstAwait() {
        var told = find("""
                @Async CompletableFuture<Integer> m() throws Exception {
                    Thread.sleep(1);
                    await(f);
                    Thread.sleep(1);
                    return f;
                }
                """);
        assertThat(told)
                .extracting(Diagnostic::text)
                .containsExactly(
                        "WEFT-016 A.m (A.java:" + (FIRST_LINE + 1) + "): a call of Thread.sleep, which blocks the"
                                + " caller: a method that returns a stage runs on the thread of its caller until it suspends."
                                + " Use await(sleep(duration)).");
    }

    /** Compiled without them: the names are all that counts. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reactor/core/publisher/Mono | block | ()Ljava/lang/Object; | Mono.block | Use await(mono.toFuture()).",
                "reactor/core/publisher/Flux | blockLast | ()Ljava/lang/Object; | Flux.blockLast | Use await(flux.next().toFuture()), or a generator of its values.",
                "okhttp3/Call | execute | ()Lokhttp3/Response; | Call.execute | Use await(toThread(...)), or a CompletableFuture that its callback completes.",
            })
    void call_ofALibraryThatBlocks_isKnown(String owner, String method, String descriptor, String name, String remedy) {
        var blocking = BlockingCalls.of(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, owner, method, descriptor));
        assertThat(blocking).isNotNull();
        assertThat(blocking.name()).isEqualTo(name);
        assertThat(blocking.remedy()).isEqualTo(remedy);
    }

    private static List<Diagnostic> find(String members) {
        var compiled = CompiledSources.compile("A", HEAD + members + "}", "-nowarn");
        var file = Objects.requireNonNull(compiled.get("A"));
        var files = new ClassFiles(new ClassLoader(BlockingFinderTest.class.getClassLoader()) {
            @Override
            public @Nullable InputStream getResourceAsStream(String name) {
                byte[] own = compiled.get(name.replace(".class", "").replace('/', '.'));
                return own == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(own);
            }
        });
        var found =
                AsyncMethodFinder.find(ClassBytes.read(file), files, AsyncMethodFinderTest.STYLES, BlockingPolicy.WARN);
        assertThat(found.refused()).isEmpty();
        return found.warnings();
    }
}
