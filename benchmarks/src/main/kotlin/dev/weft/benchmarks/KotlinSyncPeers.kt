package dev.weft.benchmarks

import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.sync.withPermit
import kotlinx.coroutines.yield

/** The work of the rows on locks, channels, flows and children, in Kotlin coroutines on the one thread that calls it. */
object KotlinSyncPeers {
    private const val LAST = -1

    @JvmStatic
    fun locks(times: Int): Long = runBlocking { locks(Mutex(), times) }

    private suspend fun locks(mutex: Mutex, times: Int): Long {
        var sum = 0L
        for (i in 0 until times) {
            mutex.withLock { sum += i }
        }
        return sum
    }

    @JvmStatic
    fun permits(times: Int): Long = runBlocking { permits(Semaphore(1), times) }

    private suspend fun permits(semaphore: Semaphore, times: Int): Long {
        var sum = 0L
        for (i in 0 until times) {
            semaphore.withPermit { sum += i }
        }
        return sum
    }

    @JvmStatic
    fun contendedLocks(tasks: Int, times: Int): Long = runBlocking {
        val mutex = Mutex()
        var count = 0L
        coroutineScope {
            repeat(tasks) {
                launch {
                    repeat(times) {
                        mutex.withLock {
                            val before = count
                            yield()
                            count = before + 1
                        }
                    }
                }
            }
        }
        count
    }

    @JvmStatic
    fun pingPong(times: Int, boxed: Int): Long = runBlocking {
        val there = Channel<Int>(1)
        val back = Channel<Int>(1)
        val echo = launch {
            repeat(times) { back.send(there.receive()) }
        }
        var sum = 0L
        for (i in 0 until times) {
            there.send(i % boxed)
            sum += back.receive()
        }
        echo.join()
        sum
    }

    @JvmStatic
    fun oneToMany(values: Int, receivers: Int, room: Int, boxed: Int): Long = runBlocking {
        val channel = Channel<Int>(room)
        val sums = List(receivers) { async { sum(channel) } }
        for (i in 0 until values) channel.send(i % boxed)
        repeat(receivers) { channel.send(LAST) }
        sums.awaitAll().sum()
    }

    private suspend fun sum(channel: Channel<Int>): Long {
        var sum = 0L
        while (true) {
            val value = channel.receive()
            if (value == LAST) return sum
            sum += value
        }
    }

    @JvmStatic
    fun flow(values: Int, boxed: Int): Long = runBlocking {
        var sum = 0L
        flow { for (i in 0 until values) emit(i % boxed) }.collect { sum += it }
        sum
    }

    @JvmStatic
    fun gathered(children: Int, boxed: Int): Long = runBlocking {
        List(children) { i -> async { i % boxed } }.awaitAll().sumOf { it.toLong() }
    }

    @JvmStatic
    @OptIn(kotlinx.coroutines.ExperimentalCoroutinesApi::class)
    fun grouped(children: Int, boxed: Int): Long = runBlocking {
        val all = ArrayList<Deferred<Int>>(children)
        coroutineScope {
            for (i in 0 until children) all += async { i % boxed }
        }
        all.sumOf { it.getCompleted().toLong() }
    }
}
