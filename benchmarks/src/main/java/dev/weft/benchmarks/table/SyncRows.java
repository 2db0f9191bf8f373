package dev.weft.benchmarks.table;

import static dev.weft.benchmarks.table.RowBuilder.row;

import dev.weft.benchmarks.ChildrenBenchmark;
import dev.weft.benchmarks.ContendedLockBenchmark;
import dev.weft.benchmarks.GeneratorBenchmark;
import dev.weft.benchmarks.LockBenchmark;
import dev.weft.benchmarks.OneToManyBenchmark;
import dev.weft.benchmarks.PingPongBenchmark;
import dev.weft.benchmarks.table.Source.ProgramKind;
import java.util.List;

/** The rows on locks, queues and channels, generators, and children of one task. */
final class SyncRows {
    private static final String WEFT = "Weft";
    private static final String KOTLIN = "Kotlin";
    private static final String ASYNCIO = "asyncio";

    private static final double LOCK_PERMIT = 24.5; // bytes: a header, two references, and less than an object more
    private static final double SEMAPHORE_PERMIT = 32.5; // the same, with two links and a flag
    private static final double NOTHING = 0.5; // bytes
    private static final double CHILD = 110; // bytes

    private SyncRows() {}

    static List<Row> all() {
        return List.of(
                row("P18", "lock", "acquire a free lock and release it", "ns")
                        .jmh(WEFT, LockBenchmark.class, "weft")
                        .jmh(KOTLIN, LockBenchmark.class, "kotlin", 1 / 4.0)
                        .jmh(Rows.VIRTUAL_THREADS, LockBenchmark.class, "virtualThreads")
                        .program(ASYNCIO, ProgramKind.ASYNCIO, "lock")
                        .build(),
                row("P18", "semaphore", "acquire a free permit of a semaphore and release it", "ns")
                        .jmh(WEFT, LockBenchmark.class, "weftSemaphore")
                        .jmh(KOTLIN, LockBenchmark.class, "kotlinSemaphore", 1 / 4.0)
                        .build(),
                permitBytes("lock bytes", LOCK_PERMIT, "weft", "kotlin"),
                permitBytes("semaphore bytes", SEMAPHORE_PERMIT, "weftSemaphore", "kotlinSemaphore"),
                row("P19", "", "wait for a lock among 100 tasks, yield while holding it, release it", "ns")
                        .jmh(WEFT, ContendedLockBenchmark.class, "weft")
                        .jmh(KOTLIN, ContendedLockBenchmark.class, "kotlin", 1 / 4.0)
                        .jmh(Rows.VIRTUAL_THREADS, ContendedLockBenchmark.class, "virtualThreads", 1 / 10.0)
                        .program(ASYNCIO, ProgramKind.ASYNCIO, "contended_lock")
                        .build(),
                messages("queue, ping-pong", PingPongBenchmark.class, "weftQueue", "ping_pong"),
                messages("channel, ping-pong", PingPongBenchmark.class, "weftChannel", "ping_pong"),
                messages("queue, one to many", OneToManyBenchmark.class, "weftQueue", "one_to_many"),
                messages("channel, one to many", OneToManyBenchmark.class, "weftChannel", "one_to_many"),
                row("P21", "", "a value of an async generator that does not suspend", "ns")
                        .jmh(WEFT, GeneratorBenchmark.class, "weft")
                        .jmh("plain iterator", GeneratorBenchmark.class, "plainJava", 3)
                        .jmh("Kotlin flow", GeneratorBenchmark.class, "kotlin", 1 / 2.0)
                        .program(ASYNCIO, ProgramKind.ASYNCIO, "generator")
                        .build(),
                row("P21", "bytes", "allocation of the same", "B")
                        .bytes()
                        .atMost(NOTHING)
                        .jmh(WEFT, GeneratorBenchmark.class, "weft")
                        .jmh("Kotlin flow", GeneratorBenchmark.class, "kotlin")
                        .build(),
                children("gather", "weftGather", "kotlinGather", "gather"),
                children("task group", "weftGroup", "kotlinGroup", "group"),
                childBytes("gather bytes", "weftGather", "kotlinGather"),
                childBytes("task group bytes", "weftGroup", "kotlinGroup"));
    }

    private static Row permitBytes(String part, double permit, String weft, String kotlin) {
        return row("P18", part, "allocation of the same: the permit", "B")
                .bytes()
                .atMost(permit)
                .jmh(WEFT, LockBenchmark.class, weft)
                .jmh(KOTLIN, LockBenchmark.class, kotlin)
                .build();
    }

    private static Row messages(String part, Class<?> type, String weft, String asyncio) {
        return row("P20", part, "a message from task to task", "ns")
                .jmh(WEFT, type, weft)
                .jmh(KOTLIN, type, "kotlin", 1 / 4.0)
                .jmh(Rows.VIRTUAL_THREADS, type, "virtualThreads", 1 / 10.0)
                .program(ASYNCIO, ProgramKind.ASYNCIO, asyncio)
                .build();
    }

    private static Row children(String part, String weft, String kotlin, String asyncio) {
        return row("P22", part, "a child, of 1,000", "ns")
                .jmh(WEFT, ChildrenBenchmark.class, weft)
                .jmh("createTask and await", ChildrenBenchmark.class, "weftTasks", 1.3)
                .jmh(KOTLIN, ChildrenBenchmark.class, kotlin, 1 / 4.0)
                .program(ASYNCIO, ProgramKind.ASYNCIO, asyncio)
                .build();
    }

    private static Row childBytes(String part, String weft, String kotlin) {
        return row("P22", part, "allocation of the same", "B")
                .bytes()
                .atMost(CHILD)
                .jmh(WEFT, ChildrenBenchmark.class, weft)
                .jmh("createTask and await", ChildrenBenchmark.class, "weftTasks")
                .jmh(KOTLIN, ChildrenBenchmark.class, kotlin)
                .build();
    }
}
