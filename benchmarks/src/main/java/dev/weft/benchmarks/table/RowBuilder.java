package dev.weft.benchmarks.table;

import dev.weft.benchmarks.table.Source.Metric;
import dev.weft.benchmarks.table.Source.ProgramKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads like a line of the specification: whose work, in which unit, against whom, with which target. */
final class RowBuilder {
    private final String id;
    private final String part;
    private final String work;
    private final String unit;
    private final List<Entry> entries = new ArrayList<>(); // Weft first
    private OptionalDouble limit = OptionalDouble.empty();
    private Metric metric = Metric.TIME;
    private Map<String, String> parameters = Map.of();

    private RowBuilder(String id, String part, String work, String unit) {
        this.id = id;
        this.part = part;
        this.work = work;
        this.unit = unit;
    }

    static RowBuilder row(String id, String part, String work, String unit) {
        return new RowBuilder(id, part, work, unit);
    }

    /** From here on bytes are taken instead of times. */
    RowBuilder bytes() {
        metric = Metric.BYTES;
        return this;
    }

    /** From here on benchmarks run with this parameter. */
    RowBuilder with(String parameter, String value) {
        parameters = Map.of(parameter, value);
        return this;
    }

    /** Weft's own figure must not be more than this. */
    RowBuilder atMost(double figure) {
        limit = OptionalDouble.of(figure);
        return this;
    }

    /** Somebody, measured by JMH; the first is Weft. */
    RowBuilder jmh(String name, Class<?> type, String method) {
        return add(name, source(type, method), OptionalDouble.empty());
    }

    /** A peer, measured by JMH, with the target for the ratio. */
    RowBuilder jmh(String name, Class<?> type, String method, double ratio) {
        return add(name, source(type, method), OptionalDouble.of(ratio));
    }

    /** Somebody, measured by JMH over a base. */
    RowBuilder over(String name, Class<?> type, String method, String base) {
        return add(name, new Source.Difference(source(type, method), source(type, base)), OptionalDouble.empty());
    }

    /** A peer, measured by JMH over a base, with the target for the ratio. */
    RowBuilder over(String name, Class<?> type, String method, String base, double ratio) {
        return add(name, new Source.Difference(source(type, method), source(type, base)), OptionalDouble.of(ratio));
    }

    /** Somebody, in a JVM that is measured from outside. */
    RowBuilder program(String name, ProgramKind kind, String subject) {
        return add(name, new Source.Program(kind, subject), OptionalDouble.empty());
    }

    /** A peer, in a JVM that is measured from outside, with the target for the ratio. */
    RowBuilder program(String name, ProgramKind kind, String subject, double ratio) {
        return add(name, new Source.Program(kind, subject), OptionalDouble.of(ratio));
    }

    Row build() {
        return new Row(id, part, work, unit, limit, entries.get(0), entries.subList(1, entries.size()));
    }

    private Source.Jmh source(Class<?> type, String method) {
        return new Source.Jmh(type, method, metric, parameters);
    }

    private RowBuilder add(String name, Source source, OptionalDouble ratio) {
        entries.add(new Entry(name, source, ratio));
        return this;
    }
}
