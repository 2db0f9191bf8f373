package dev.weft.benchmarks.table;

import java.util.Map;

/** The source of a figure. */
sealed interface Source {

    /** The metrics that JMH reports for a benchmark. */
    enum Metric {
        TIME,
        BYTES
    }

    /**
     * A benchmark method.
     *
     * @param type its class
     * @param method its name
     * @param metric the metric to use
     * @param parameters the parameters that differ from the defaults
     */
    record Jmh(Class<?> type, String method, Metric metric, Map<String, String> parameters) implements Source {
        public Jmh {
            parameters = Map.copyOf(parameters);
        }

        /** Returns the source that stands for the run itself, whatever the metric. */
        Jmh run() {
            return new Jmh(type, method, Metric.TIME, parameters);
        }
    }

    /**
     * The difference between two benchmarks.
     *
     * @param whole the benchmark
     * @param base the benchmark to subtract
     */
    record Difference(Jmh whole, Jmh base) implements Source {}

    /**
     * A JVM that is measured from outside.
     *
     * @param kind the kind of measurement
     * @param subject the program to measure
     */
    record Program(ProgramKind kind, String subject) implements Source {}

    /** The kinds of measurement of a whole JVM. */
    enum ProgramKind {
        HELLO,
        LOADING,
        SLEEPING,
        SLEEPING_COMPACT_HEADERS,
        EXPIRING,
        WAKE_UPS,
        IDLE_PROCESSOR,
        ASYNCIO
    }
}
