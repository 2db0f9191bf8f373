package dev.weft.benchmarks.table;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One question of the table. In each, less is better.
 *
 * @param id the row of the specification that it belongs to
 * @param part which part of that row it is; empty if it is the whole row
 * @param work what is done
 * @param unit of its figures
 * @param limit the target for Weft's own figure, if there is one that is no ratio
 * @param ours Weft
 * @param peers the others
 */
record Row(String id, String part, String work, String unit, OptionalDouble limit, Entry ours, List<Entry> peers) {
    Row {
        peers = List.copyOf(peers);
    }

    /** What tells it from all other rows. */
    String title() {
        return part.isEmpty() ? id : id + " " + part;
    }

    /** Its title as the name of a file. */
    String fileName() {
        return title().replaceAll("[^A-Za-z0-9]+", "-");
    }

    /** Whether it can be measured only where object headers can be compact. */
    boolean needsCompactHeaders() {
        return ours.source() instanceof Source.Program program
                && program.kind() == Source.ProgramKind.SLEEPING_COMPACT_HEADERS;
    }
}
