package dev.weft.benchmarks.table;

import dev.weft.benchmarks.DepthScalingBenchmark;
import dev.weft.benchmarks.ProducersBenchmark;
import dev.weft.benchmarks.TaskScalingBenchmark;
import dev.weft.benchmarks.TimerBenchmark;
import dev.weft.benchmarks.table.Curve.Series;
import java.util.ArrayList;
import java.util.List;

/** The curves of P17. */
final class Curves {
    /** The target: at no size may an item cost more than this many times its cost at a smaller size. */
    static final double FLAT = 2;

    private static final int THOUSAND = 1_000;
    private static final int MILLION = 1_000_000;
    private static final int TEN_MILLION = 10_000_000;

    private Curves() {}

    static List<Curve> all() {
        return List.of(tasks(), timers(), depth(), producers());
    }

    private static Curve tasks() {
        var type = TaskScalingBenchmark.class;
        return new Curve(
                "tasks",
                "spawn and await a task",
                "tasks",
                List.of(
                        new Series("Weft", type, "weft", "tasks", true, decades(THOUSAND, TEN_MILLION)),
                        new Series("Kotlin", type, "kotlin", "tasks", true, decades(THOUSAND, MILLION)),
                        new Series(
                                Rows.VIRTUAL_THREADS,
                                type,
                                "virtualThreads",
                                "tasks",
                                true,
                                decades(THOUSAND, MILLION))));
    }

    private static Curve timers() {
        var type = TimerBenchmark.class;
        return new Curve(
                "timers",
                "schedule and cancel a timer",
                "pending timers",
                List.of(
                        new Series("Weft", type, "weft", "pending", false, decades(THOUSAND, TEN_MILLION)),
                        new Series(
                                "Netty HashedWheelTimer",
                                type,
                                "nettyTimer",
                                "pending",
                                false,
                                decades(THOUSAND, MILLION)),
                        new Series(
                                "ScheduledThreadPoolExecutor",
                                type,
                                "scheduledExecutor",
                                "pending",
                                false,
                                decades(THOUSAND, MILLION))));
    }

    private static Curve depth() {
        var type = DepthScalingBenchmark.class;
        return new Curve(
                "depth",
                "suspend in nested calls, a level",
                "depth of calls",
                List.of(
                        new Series("Weft", type, "weft", "depth", false, decades(1, 10_000)),
                        new Series("Kotlin", type, "kotlin", "depth", false, decades(1, 10_000)),
                        new Series(Rows.VIRTUAL_THREADS, type, "virtualThreads", "depth", false, decades(1, 10_000))));
    }

    private static Curve producers() {
        var type = ProducersBenchmark.class;
        var sizes = List.of(1, 2, 4, 8);
        return new Curve(
                "producers",
                "a job from other threads",
                "producers",
                List.of(
                        new Series("Weft", type, "weft", "producers", false, sizes),
                        new Series("Weft, prepared job", type, "weftPreparedJob", "producers", false, sizes),
                        new Series("JCTools unbounded xadd", type, "jcToolsXadd", "producers", false, sizes)));
    }

    private static List<Integer> decades(int from, int to) {
        var sizes = new ArrayList<Integer>();
        for (int size = from; size <= to; size *= 10) {
            sizes.add(size);
        }
        return sizes;
    }
}
