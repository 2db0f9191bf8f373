package dev.weft.benchmarks.table;

import static dev.weft.benchmarks.table.RowBuilder.row;

import dev.weft.benchmarks.DepthBenchmark;
import dev.weft.benchmarks.ExplorerBenchmark;
import dev.weft.benchmarks.FailureBenchmark;
import dev.weft.benchmarks.FibBenchmark;
import dev.weft.benchmarks.LoopBenchmark;
import dev.weft.benchmarks.ProducersBenchmark;
import dev.weft.benchmarks.SkynetBenchmark;
import dev.weft.benchmarks.SpawnBenchmark;
import dev.weft.benchmarks.StageBenchmark;
import dev.weft.benchmarks.SuspensionBenchmark;
import dev.weft.benchmarks.TimerBenchmark;
import dev.weft.benchmarks.WakeupBenchmark;
import dev.weft.benchmarks.YieldBenchmark;
import dev.weft.benchmarks.process.Startup;
import dev.weft.benchmarks.table.Source.ProgramKind;
import dev.weft.internal.loop.ReadyQueueBenchmark;
import java.util.List;
import java.util.stream.Stream;

/** The rows of the table, with their targets. */
final class Rows {
    static final String VIRTUAL_THREADS = "virtual threads";

    private static final String WEFT = "Weft";
    private static final String KOTLIN = "Kotlin";
    private static final String EA_ASYNC = "EA Async";
    private static final String NETTY_TIMER = "Netty HashedWheelTimer";
    private static final String EXECUTOR = "ScheduledThreadPoolExecutor";
    private static final String BY_HAND = "one callback, by hand";
    private static final String XADD = "JCTools unbounded xadd";

    /** In the 21,891 calls of fib(20), 88 results exceed 127 and are boxed in 16 bytes; plus a little for the run. */
    private static final double BOXES_OF_FIB = 88 * 16 / 21_891.0 + 0.001;

    /** A limit below which no object was allocated: the smallest has 16 bytes. */
    private static final double NOTHING = 0.5;

    private Rows() {}

    static List<Row> all() {
        return Stream.concat(first().stream(), SyncRows.all().stream()).toList();
    }

    private static List<Row> first() {
        return List.of(
                row("P1", "", "async recursion that never suspends, fib(20), a call", "ns")
                        .jmh(WEFT, FibBenchmark.class, "weft")
                        .jmh("plain Java", FibBenchmark.class, "plainJava", 1.3)
                        .jmh(KOTLIN, FibBenchmark.class, "kotlin", 1 / 3.0)
                        .build(),
                row("P1", "bytes", "allocation of the same, a call; boxes of results are 0.064", "B")
                        .bytes()
                        .atMost(BOXES_OF_FIB)
                        .jmh(WEFT, FibBenchmark.class, "weft")
                        .jmh(KOTLIN, FibBenchmark.class, "kotlin")
                        .build(),
                row("P2", "", "yield, 100 tasks on one loop", "ns")
                        .jmh(WEFT, YieldBenchmark.class, "weft")
                        .jmh(KOTLIN, YieldBenchmark.class, "kotlin", 1 / 4.0)
                        .jmh(VIRTUAL_THREADS, YieldBenchmark.class, "virtualThreads", 1 / 20.0)
                        .build(),
                row("P3", "", "suspend once at call depth 100", "ns")
                        .jmh(WEFT, DepthBenchmark.class, "weft")
                        .jmh(VIRTUAL_THREADS, DepthBenchmark.class, "virtualThreads", 1.0)
                        .jmh(KOTLIN, DepthBenchmark.class, "kotlin", 1 / 1.5)
                        .build(),
                row("P4", "", "spawn and await, of 10,000 tasks each", "ns")
                        .jmh(WEFT, SpawnBenchmark.class, "weft")
                        .jmh(KOTLIN, SpawnBenchmark.class, "kotlin", 1 / 8.0)
                        .jmh(VIRTUAL_THREADS, SpawnBenchmark.class, "virtualThreads", 1 / 20.0)
                        .build(),
                row("P5", "", "skynet, 1,000,000 leaves", "ms")
                        .jmh(WEFT, SkynetBenchmark.class, "weft")
                        .jmh(KOTLIN, SkynetBenchmark.class, "kotlin", 1 / 8.0)
                        .jmh(VIRTUAL_THREADS, SkynetBenchmark.class, "virtualThreads", 1 / 16.0)
                        .build(),
                sleeping("", "live heap per sleeping task, of 1,000,000", ProgramKind.SLEEPING),
                sleeping(
                        "compact headers",
                        "the same with -XX:+UseCompactObjectHeaders",
                        ProgramKind.SLEEPING_COMPACT_HEADERS),
                row("P7", "coroutine", "allocation of a suspension in a loop", "B")
                        .bytes()
                        .atMost(NOTHING)
                        .jmh(WEFT, SuspensionBenchmark.class, "weft")
                        .build(),
                row("P7", "stage", "allocation of an await of a pending stage, without the stage", "B")
                        .bytes()
                        .over(WEFT, StageBenchmark.class, "weft", "stagesAlone")
                        .over(EA_ASYNC, StageBenchmark.class, "eaAsync", "stagesAlone", 1 / 4.0)
                        .over(BY_HAND, StageBenchmark.class, "callbackByHand", "stagesAlone")
                        .build(),
                row("P8", "", "timer schedule and cancel, 1,000,000 pending", "ns")
                        .jmh(WEFT, TimerBenchmark.class, "weft")
                        .jmh(NETTY_TIMER, TimerBenchmark.class, "nettyTimer", 1 / 2.0)
                        .jmh(EXECUTOR, TimerBenchmark.class, "scheduledExecutor", 1 / 10.0)
                        .jmh("Agrona DeadlineTimerWheel", TimerBenchmark.class, "agronaWheel")
                        .jmh("Weft, cancelled a turn later", TimerBenchmark.class, "weftNextTurn")
                        .jmh("the clock alone", TimerBenchmark.class, "clockAlone")
                        .build(),
                row("P8", "expiry", "processor time to expire a timer, of 1,000,000 within a second", "ns")
                        .program(WEFT, ProgramKind.EXPIRING, "weft")
                        .program(EXECUTOR, ProgramKind.EXPIRING, "scheduledExecutor", 1 / 4.0)
                        .program(NETTY_TIMER, ProgramKind.EXPIRING, "nettyTimer")
                        .build(),
                row("P9", "", "queue a job and take it, on the loop's own thread", "ns")
                        .jmh(WEFT, ReadyQueueBenchmark.class, "weft")
                        .jmh("JCTools bounded", ReadyQueueBenchmark.class, "jcToolsBounded", 1 / 4.0)
                        .jmh("JCTools unbounded", ReadyQueueBenchmark.class, "jcToolsUnbounded", 1 / 4.0)
                        .jmh("JCTools unbounded, VarHandles", ReadyQueueBenchmark.class, "jcToolsVarHandles", 1 / 4.0)
                        .jmh(XADD, ReadyQueueBenchmark.class, "jcToolsXadd", 1 / 4.0)
                        .jmh("ArrayDeque", ReadyQueueBenchmark.class, "arrayDeque")
                        .build(),
                handles("callSoonThreadsafe, 1 producer", "1"),
                handles("callSoonThreadsafe, 2 producers", "2"),
                preparedJobs("prepared job, 1 producer", "1"),
                preparedJobs("prepared job, 2 producers", "2"),
                row("P11", "", "from a submit to a sleeping loop until it runs", "ns")
                        .jmh(WEFT, WakeupBenchmark.class, "weft")
                        .jmh("Netty NIO", WakeupBenchmark.class, "nettyNio", 1.05)
                        .build(),
                row("P12", "", "numeric loop with a never-taken await, an element", "ns")
                        .jmh(WEFT, LoopBenchmark.class, "weft")
                        .jmh("plain Java", LoopBenchmark.class, "plainJava", 1.1)
                        .jmh(KOTLIN, LoopBenchmark.class, "kotlin", 0.65)
                        .build(),
                row("P13", "", "await of a pending stage in a loop", "ns")
                        .jmh(WEFT, StageBenchmark.class, "weft")
                        .jmh(EA_ASYNC, StageBenchmark.class, "eaAsync", 1 / 4.0)
                        .jmh(BY_HAND, StageBenchmark.class, "callbackByHand")
                        .jmh("one callback, in Weft's way", StageBenchmark.class, "callbackInWeftsWay")
                        .jmh("the stages alone", StageBenchmark.class, "stagesAlone")
                        .build(),
                startup("nothing matches", Startup.WEFT_PLAIN, 10),
                startup("one async class", Startup.WEFT_ASYNC, 80),
                row("P15", "", "load of a class that does not match, of 10,000, over a no-op agent", "µs")
                        .atMost(3)
                        .program(WEFT, ProgramKind.LOADING, Startup.WEFT_LOADING)
                        .program("agent that only looks", ProgramKind.LOADING, Startup.LOOKING)
                        .build(),
                row("P23", "", "a task that fails and is awaited, of 1,000 each", "ns")
                        .jmh(WEFT, FailureBenchmark.class, "failing")
                        .jmh("the same exception, as a value", FailureBenchmark.class, "succeeding", 1.5)
                        .jmh(KOTLIN, FailureBenchmark.class, "kotlin")
                        .build(),
                row("P25", "", "a run of an explored scenario of 4 tasks that yield 3 times each", "µs")
                        .atMost(100)
                        .jmh(WEFT, ExplorerBenchmark.class, "exhaustive")
                        .jmh("by chance", ExplorerBenchmark.class, "random")
                        .build(),
                idle(
                        "wake-ups",
                        "wake-ups of an idle loop with 1,000,000 pending timers, a second",
                        "",
                        ProgramKind.WAKE_UPS),
                idle("processor", "processor time of the same, a second", "µs", ProgramKind.IDLE_PROCESSOR));
    }

    private static Row sleeping(String part, String work, ProgramKind kind) {
        return row("P6", part, work, "B")
                .program(WEFT, kind, "weft")
                .program(KOTLIN, kind, "kotlin", 1 / 5.0)
                .program(VIRTUAL_THREADS, kind, "virtualThreads", 1 / 12.0)
                .program("two objects, by hand", kind, "byHand")
                .build();
    }

    private static Row handles(String part, String producers) {
        return producers(part, producers, "weft")
                .jmh(XADD + ", a new job each", ProducersBenchmark.class, "jcToolsXaddCancellable", 1.0)
                .build();
    }

    private static Row preparedJobs(String part, String producers) {
        return producers(part, producers, "weftPreparedJob").build();
    }

    private static RowBuilder producers(String part, String producers, String method) {
        return row("P10", part, "a job from other threads into a running loop", "ns")
                .with("producers", producers)
                .jmh(WEFT, ProducersBenchmark.class, method)
                .jmh(XADD, ProducersBenchmark.class, "jcToolsXadd", 1.0);
    }

    private static Row startup(String part, String subject, double limit) {
        return row("P14", part, "Hello World, start to end, over a no-op agent", "ms")
                .atMost(limit)
                .program(WEFT, ProgramKind.HELLO, subject)
                .program("agent that only looks", ProgramKind.HELLO, Startup.LOOKING)
                .program("runtime used, no weaving", ProgramKind.HELLO, Startup.RUNTIME_ONLY)
                .build();
    }

    private static Row idle(String part, String work, String unit, ProgramKind kind) {
        return row("idle", part, work, unit)
                .atMost(NOTHING)
                .program(WEFT, kind, "weft")
                .program(NETTY_TIMER, kind, "nettyTimer")
                .program(EXECUTOR, kind, "scheduledExecutor")
                .build();
    }
}
