package dev.weft.benchmarks.table;

import java.util.Map;

/** Where a figure comes from. */
sealed interface Source {

    /** What JMH tells of a benchmark. */
    enum Metric {
        TIME,
        BYTES
    }

    /**
     * A benchmark method.
     *
     * @param type its class
     * @param method its name
     * @param metric which of its figures
     * @param parameters where they are not the usual ones
     */
    record Jmh(Class<?> type, String method, Metric metric, Map<String, String> parameters) implements Source {
        public Jmh {
            parameters = Map.copyOf(parameters);
        }

        /** The same run, whichever figure is taken from it. */
        Jmh run() {
            return new Jmh(type, method, Metric.TIME, parameters);
        }
    }

    /**
     * What a benchmark has more of than another.
     *
     * @param whole the one
     * @param base the other
     */
    record Difference(Jmh whole, Jmh base) implements Source {}

    /**
     * A JVM that is measured from outside.
     *
     * @param kind what is measured
     * @param subject of which program
     */
    record Program(ProgramKind kind, String subject) implements Source {}

    /** What can be measured of a whole JVM. */
    enum ProgramKind {
        HELLO,
        LOADING,
        SLEEPING,
        SLEEPING_COMPACT_HEADERS,
        EXPIRING,
        WAKE_UPS,
        IDLE_PROCESSOR
    }
}
