package dev.weft.benchmarks.table;

import dev.weft.benchmarks.result.Estimate;
import java.util.List;
import java.util.Optional;

/**
 * A row with its figures.
 *
 * @param row the row
 * @param ours Weft's figure; empty if the measurement failed
 * @param peers the peers that could be measured here
 */
record MeasuredRow(Row row, Optional<Estimate> ours, List<Peer> peers) {
    MeasuredRow {
        peers = List.copyOf(peers);
    }

    /**
     * A peer with its figure.
     *
     * @param entry the peer
     * @param figure its figure; empty if the measurement failed
     */
    record Peer(Entry entry, Optional<Estimate> figure) {}

    /** Returns Weft's figure over a peer's; empty if one is missing, or if the peer's is lost in its error. */
    Optional<Estimate> ratio(Peer peer) {
        if (ours.isEmpty() || peer.figure.isEmpty()) {
            return Optional.empty();
        }
        var figure = peer.figure.get();
        return figure.value() > figure.error() || peer.entry.limit().isPresent()
                ? Optional.of(ours.get().over(figure))
                : Optional.empty();
    }

    /** Returns the verdict on the target for a peer's ratio, if there is one and it was measured. */
    Optional<Verdict> verdict(Peer peer) {
        var limit = peer.entry.limit();
        return limit.isEmpty() ? Optional.empty() : ratio(peer).map(ratio -> Verdict.of(ratio, limit.getAsDouble()));
    }

    /** Returns the verdict on the target for Weft's own figure, if there is one and it was measured. */
    Optional<Verdict> ownVerdict() {
        return row.limit().isEmpty()
                ? Optional.empty()
                : ours.map(figure -> Verdict.of(figure, row.limit().getAsDouble()));
    }

    /** Tells whether every measurement succeeded and every target was met. */
    boolean isMet() {
        boolean allMeasured = ours.isPresent() && peers.stream().allMatch(peer -> peer.figure.isPresent());
        boolean missed = ownVerdict().stream().anyMatch(Verdict::isMissed)
                || peers.stream().flatMap(peer -> verdict(peer).stream()).anyMatch(Verdict::isMissed);
        return allMeasured && !missed;
    }
}
