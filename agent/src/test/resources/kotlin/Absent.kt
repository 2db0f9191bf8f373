package app

import dev.weft.Async
import dev.weft.AsyncCallable
import dev.weft.Awaitable
import dev.weft.ContextVar
import dev.weft.Coroutine
import dev.weft.EventLoop
import dev.weft.Future
import dev.weft.Outcome
import dev.weft.Task
import dev.weft.Weft.asCompleted
import dev.weft.Weft.async
import dev.weft.Weft.await
import dev.weft.Weft.completed
import dev.weft.Weft.createTask
import dev.weft.Weft.gather
import dev.weft.Weft.gatherSettled
import dev.weft.Weft.run
import dev.weft.Weft.runCoroutineThreadsafe
import dev.weft.Weft.shield
import dev.weft.Weft.sleep
import dev.weft.Weft.taskGroup
import dev.weft.Weft.timeout
import dev.weft.Weft.toThread
import dev.weft.Weft.waitFor
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage

private val user: ContextVar<String?> = ContextVar.named("user", null)

/** Values that may be null, in everything of Weft that holds a value. */
object Absent {
    private val soon = Duration.ofMillis(1)

    @Async
    fun find(key: String?): Coroutine<String?> {
        val found: String? = await(sleep(soon, key))
        return completed(found)
    }

    @Async
    fun stage(from: CompletionStage<String?>): CompletableFuture<String?> =
        CompletableFuture.completedFuture(await(from))

    @Async
    fun failing(from: Awaitable<String?>): Coroutine<String?> =
        completed(await(from, java.io.IOException::class.java))

    @Async
    fun all(): Coroutine<List<String?>> {
        val loop = EventLoop.running()
        val future: Future<String?> = loop.createFuture()
        future.setResult(null)
        val task: Task<String?> = createTask(find(null))
        val body = AsyncCallable<String?> { completed(null) }
        user.set(null)
        val outcomes: List<Outcome<String?>> = await(gatherSettled<String?>(listOf(find(null))))
        val outside: CompletableFuture<String?> = task.toCompletableFuture()
        return completed(
            listOf(
                await(future),
                await(task),
                task.result(),
                await(async(body)),
                await(createTask(body)),
                await(waitFor(find(null), Duration.ofSeconds(9))),
                await(timeout<String?>(Duration.ofSeconds(9)) { find(null) }),
                await(taskGroup<String?> { group -> group.createTask(find(null)) ; completed(null) }),
                await(shield(find(null))),
                await(toThread<String?> { null }),
                await(gather<String?>(find(null), find("second")))[0],
                (outcomes[0] as Outcome.Value<String?>).value(),
                await(asCompleted<String?>(listOf(find(null))).first()),
                await(failing(find(null))),
                await(stage(CompletableFuture.completedFuture(null))),
                await(Future.from(CompletableFuture.completedFuture<String?>(null))),
                await(outside),
                await(runCoroutineThreadsafe(find(null), loop)),
                user.get(),
            )
        )
    }

}

fun findAbsent(): List<String?> = run(Absent.all()) + run(AsyncCallable<String?> { Absent.find(null) })
