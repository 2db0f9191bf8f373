package dev.weft.benchmarks

import java.util.function.IntConsumer
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelChildren
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** The same work in Kotlin coroutines, on the one thread that calls it. */
object KotlinPeers {
    @JvmStatic
    fun fibs(times: Int, n: Int): Long = runBlocking {
        var sum = 0L
        repeat(times) { sum += fib(n) }
        sum
    }

    private suspend fun fib(n: Int): Int = if (n < 2) n else fib(n - 1) + fib(n - 2)

    @JvmStatic
    fun yields(tasks: Int, times: Int): Long = runBlocking {
        var done = 0L
        coroutineScope {
            repeat(tasks) {
                launch {
                    repeat(times) { yield() }
                    done += times
                }
            }
        }
        done
    }

    @JvmStatic
    fun spawn(tasks: Int): Long = runBlocking {
        List(tasks) { i -> async { i.toLong() } }.awaitAll().sum()
    }

    @JvmStatic
    fun deep(times: Int, depth: Int): Long = runBlocking {
        var sum = 0L
        repeat(times) { sum += descend(depth) }
        sum
    }

    private suspend fun descend(depth: Int): Int {
        if (depth == 0) {
            yield()
            return 0
        }
        return 1 + descend(depth - 1)
    }

    @JvmStatic
    fun skynet(leaves: Int): Long = runBlocking { node(0, leaves) }

    private suspend fun node(first: Long, size: Int): Long = coroutineScope {
        if (size == 1) {
            first
        } else {
            val share = size / 10
            List(10) { i -> async { node(first + i.toLong() * share, share) } }.awaitAll().sum()
        }
    }

    @JvmStatic
    fun sum(n: Int, every: Int): Long = runBlocking { sumLoop(n, every) }

    private suspend fun sumLoop(n: Int, every: Int): Long {
        var sum = 0L
        for (i in 0 until n) {
            if (i == every) yield()
            sum += i.toLong() * i
        }
        return sum
    }

    /** Starts tasks that sleep for hours, calls [whenAsleep] with the number that have begun, then cancels them. */
    @JvmStatic
    fun sleepers(tasks: Int, whenAsleep: IntConsumer): Unit = runBlocking {
        var begun = 0
        repeat(tasks) {
            launch {
                begun++
                delay(SLEEP_MILLIS)
            }
        }
        delay(SETTLE_MILLIS)
        whenAsleep.accept(begun)
        coroutineContext.cancelChildren()
    }

    private const val SLEEP_MILLIS = 3_600_000L
    private const val SETTLE_MILLIS = 500L
}
