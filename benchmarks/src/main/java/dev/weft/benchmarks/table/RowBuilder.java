package dev.weft.benchmarks.table;

import dev.weft.benchmarks.table.Source.Metric;
import dev.weft.benchmarks.table.Source.ProgramKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A builder of rows that reads like the specification: the work, its unit, the peers and the targets. */
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

    /** Measures bytes instead of times from here on. */
    RowBuilder bytes() {
        metric = Metric.BYTES;
        return this;
    }

    /** Runs benchmarks with this parameter from here on. */
    RowBuilder with(String parameter, String value) {
        parameters = Map.of(parameter, value);
        return this;
    }

    /** Limits Weft's own figure. */
    RowBuilder atMost(double figure) {
        limit = OptionalDouble.of(figure);
        return this;
    }

    /** Adds a participant measured by JMH; the first is Weft. */
    RowBuilder jmh(String name, Class<?> type, String method) {
        return add(name, source(type, method), OptionalDouble.empty());
    }

    /** Adds a peer measured by JMH, with the target for the ratio. */
    RowBuilder jmh(String name, Class<?> type, String method, double ratio) {
        return add(name, source(type, method), OptionalDouble.of(ratio));
    }

    /** Adds a participant measured by JMH, minus a base. */
    RowBuilder over(String name, Class<?> type, String method, String base) {
        return add(name, new Source.Difference(source(type, method), source(type, base)), OptionalDouble.empty());
    }

    /** Adds a peer measured by JMH, minus a base, with the target for the ratio. */
    RowBuilder over(String name, Class<?> type, String method, String base, double ratio) {
        return add(name, new Source.Difference(source(type, method), source(type, base)), OptionalDouble.of(ratio));
    }

    /** Adds a participant in a JVM that is measured from outside. */
    RowBuilder program(String name, ProgramKind kind, String subject) {
        return add(name, new Source.Program(kind, subject), OptionalDouble.empty());
    }

    /** Adds a peer in a JVM that is measured from outside, with the target for the ratio. */
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
