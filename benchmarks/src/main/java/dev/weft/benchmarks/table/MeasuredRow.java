package dev.weft.benchmarks.table;

import dev.weft.benchmarks.result.Estimate;
import java.util.List;
import java.util.Optional;

/**
 * A row with its figures.
 *
 * @param row the question
 * @param ours Weft's figure; empty if the measurement failed
 * @param peers the others that could be measured here
 */
record MeasuredRow(Row row, Optional<Estimate> ours, List<Peer> peers) {
    MeasuredRow {
        peers = List.copyOf(peers);
    }

    /**
     * A peer with its figure.
     *
     * @param entry who
     * @param figure what was measured; empty if that failed
     */
    record Peer(Entry entry, Optional<Estimate> figure) {}

    /** Weft's figure over a peer's; empty if there is nothing to divide by. */
    Optional<Estimate> ratio(Peer peer) {
        if (ours.isEmpty() || peer.figure.isEmpty()) {
            return Optional.empty();
        }
        var figure = peer.figure.get();
        return figure.value() > figure.error() || peer.entry.limit().isPresent()
                ? Optional.of(ours.get().over(figure))
                : Optional.empty();
    }

    /** What has become of the target for a peer's ratio, if there is one and it was measured. */
    Optional<Verdict> verdict(Peer peer) {
        var limit = peer.entry.limit();
        return limit.isEmpty() ? Optional.empty() : ratio(peer).map(ratio -> Verdict.of(ratio, limit.getAsDouble()));
    }

    /** What has become of the target for Weft's own figure, if there is one and it was measured. */
    Optional<Verdict> ownVerdict() {
        return row.limit().isEmpty()
                ? Optional.empty()
                : ours.map(figure -> Verdict.of(figure, row.limit().getAsDouble()));
    }

    /** Whether every target that was measured was met, and nothing failed. */
    boolean isMet() {
        boolean allMeasured = ours.isPresent() && peers.stream().allMatch(peer -> peer.figure.isPresent());
        boolean missed = ownVerdict().stream().anyMatch(Verdict::isMissed)
                || peers.stream().flatMap(peer -> verdict(peer).stream()).anyMatch(Verdict::isMissed);
        return allMeasured && !missed;
    }
}
