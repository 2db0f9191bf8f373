package dev.weft.benchmarks.table;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A row of the table, which answers one question. In every row, less is better.
 *
 * @param id the row of the specification that it belongs to
 * @param part the part of that row; empty if it is the whole row
 * @param work the work that is measured
 * @param unit the unit of its figures
 * @param limit the target for Weft's own figure, if it has one besides ratios
 * @param ours Weft
 * @param peers the peers
 */
record Row(String id, String part, String work, String unit, OptionalDouble limit, Entry ours, List<Entry> peers) {
    Row {
        peers = List.copyOf(peers);
    }

    /** Returns the title, which identifies the row. */
    String title() {
        return part.isEmpty() ? id : id + " " + part;
    }

    /** Returns the title in a form that is fit for a file name. */
    String fileName() {
        return title().replaceAll("[^A-Za-z0-9]+", "-");
    }

    /** Tells whether it needs compact object headers. */
    boolean needsCompactHeaders() {
        return ours.source() instanceof Source.Program program
                && program.kind() == Source.ProgramKind.SLEEPING_COMPACT_HEADERS;
    }
}
