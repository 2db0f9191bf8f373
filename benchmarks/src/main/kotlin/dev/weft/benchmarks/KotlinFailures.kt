package dev.weft.benchmarks

import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope

/** The work of [FailureBenchmark] in Kotlin coroutines, on the one thread that calls it. */
object KotlinFailures {
    @JvmStatic
    fun failing(tasks: Int): Long = runBlocking {
        var sum = 0L
        supervisorScope {
            val all = List(tasks) { i -> async { fail(i.toLong()) } }
            for (task in all) {
                sum += caught(task)
            }
        }
        sum
    }

    private fun fail(i: Long): Long = throw FailureBenchmark.Refusal(i)

    private suspend fun caught(task: Deferred<Long>): Long =
        try {
            task.await()
        } catch (e: FailureBenchmark.Refusal) {
            e.number
        }
}
