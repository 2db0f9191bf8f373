package dev.weft.benchmarks.table;

import java.util.OptionalDouble;

/**
 * Somebody who does a row's work: Weft or a peer.
 *
 * @param name of whom
 * @param source where the figure comes from
 * @param limit for a peer, the target: Weft over this peer is at most so much
 */
record Entry(String name, Source source, OptionalDouble limit) {

    /** Whether it can run only where there are virtual threads. */
    boolean needsVirtualThreads() {
        return name.equals(Rows.VIRTUAL_THREADS);
    }
}
