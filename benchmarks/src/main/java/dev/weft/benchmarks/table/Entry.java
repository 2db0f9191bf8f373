package dev.weft.benchmarks.table;

import dev.weft.benchmarks.table.Source.ProgramKind;
import java.util.OptionalDouble;

/**
 * A participant in a row: Weft or a peer.
 *
 * @param name its name
 * @param source the source of its figure
 * @param limit for a peer, the target: the largest ratio of Weft's figure to this one
 */
record Entry(String name, Source source, OptionalDouble limit) {

    /** Tells whether it needs virtual threads. */
    boolean needsVirtualThreads() {
        return name.equals(Rows.VIRTUAL_THREADS);
    }

    /** Tells whether it needs CPython. */
    boolean needsPython() {
        return source instanceof Source.Program program && program.kind() == ProgramKind.ASYNCIO;
    }
}
