package app

import dev.weft.Async
import dev.weft.AsyncCallable
import dev.weft.Coroutine
import dev.weft.Weft.await
import dev.weft.Weft.completed
import dev.weft.Weft.run
import dev.weft.Weft.yieldNow
import java.util.concurrent.CompletableFuture

sealed interface Item

data class Book(val title: String, val pages: Int) : Item

object Nothing : Item

/** What Kotlin's compiler makes of code that awaits. */
class Shop(private val name: String) {
    private var opened = false

    @Async
    fun price(count: Int = 2, label: String = "price"): Coroutine<String> {
        val found = await(Callee.number(count))
        return completed("$name $label $found")
    }

    @Async
    fun describe(item: Item?): Coroutine<String> {
        val text = when (item) {
            is Book -> {
                val (title, pages) = item
                title + await(Callee.number(pages))
            }
            Nothing -> "nothing" + await(Callee.number(0))
            null -> "null"
        }
        return completed(text)
    }

    inline fun twice(block: (Int) -> Int): Int = block(1) + block(2)

    @Async
    fun inlined(): Coroutine<Int> = completed(twice { await(Callee.number(it)) })

    @Async
    fun loops(): Coroutine<Int> {
        var sum = 0L
        outer@ for (i in 1..3) {
            for (j in listOf(1, 2, 3)) {
                if (j == i) continue@outer
                try {
                    sum += await(Callee.number(i * j))
                } finally {
                    opened = await(Callee.number(1)) == 1
                }
            }
        }
        return completed(sum.toInt())
    }

    @Async
    fun failing(): Coroutine<String> = try {
        completed(await(Callee.failing()))
    } catch (e: IllegalStateException) {
        completed("caught ${e.message} ${await(Callee.number(1))}")
    }

    @Async
    fun stage(input: CompletableFuture<String>): CompletableFuture<String> =
        CompletableFuture.completedFuture(await(input) + opened)

    @Async
    fun `name with spaces`(`a local`: Int): Coroutine<Int> {
        val `another local` = await(Callee.number(`a local`))
        return completed(`another local` + `a local`)
    }

    fun lambda(): String {
        val captured = name
        return run(AsyncCallable {
            val number = await(Callee.number(5))
            completed("$captured $number")
        })
    }

    suspend fun leftAlone(other: suspend () -> Int): Int = other() + other()

    companion object {
        @JvmStatic
        @Async
        fun static(n: Int): Coroutine<Int> = completed(await(Callee.number(n)) * 2)
    }
}

@Async
fun topLevel(n: Int): Coroutine<Int> {
    await(yieldNow())
    return completed(n)
}

@Async
fun String.extension(): Coroutine<String> = completed(this + await(Callee.number(length)))

fun callAll(): List<Any?> {
    val shop = Shop("shop")
    val input = CompletableFuture<String>()
    val stage = shop.stage(input)
    return listOf(
        run(shop.price()),
        run(shop.price(label = "cost")),
        run(shop.describe(Book("book", 7))),
        run(shop.describe(Nothing)),
        run(shop.describe(null)),
        run(shop.inlined()),
        run(shop.loops()),
        run(shop.failing()),
        input.complete("staged ").let { stage.join() },
        run(shop.`name with spaces`(4)),
        shop.lambda(),
        run(Shop.static(6)),
        run(topLevel(8)),
        run("ext".extension()),
    )
}
