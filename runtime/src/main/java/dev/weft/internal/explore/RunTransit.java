package dev.weft.internal.explore;

import dev.weft.internal.net.Transit;

/** The choices of what becomes of bytes: that all arrive, that a part does, that they are late, that the connection is lost. */
final class RunTransit extends Transit {

    private static final int MOST_CUTS = 64; // of one arrival: programs in tests send less

    private final RunSteering steering; // constant after construction
    private final FaultPlan plan; // constant after construction

    RunTransit(RunSteering steering, FaultPlan plan) {
        this.steering = steering;
        this.plan = plan;
    }

    @Override
    public int arriving(int available) {
        steering.hasTransit = true;
        int late = plan.latencyNanos() > 0 ? 1 : 0;
        int cuts = Math.min(available - 1, MOST_CUTS);
        int losses = Math.min(available, MOST_CUTS) + 1;
        int choice = steering.fault(1 + late + cuts + losses) - 1;
        if (choice < 0) {
            return available;
        }
        if (choice < late) {
            steering.note(available + " bytes arrive " + Times.millis(plan.latencyNanos()) + " later");
            return LATE;
        }
        int cut = choice - late + 1;
        if (cut <= cuts) {
            steering.note(cut + " of " + available + " bytes arrive");
            return cut;
        }
        int lost = cut - cuts - 1;
        steering.note("the connection is lost after " + lost + " of " + available + " bytes");
        return lostAfter(lost);
    }

    @Override
    public long latencyNanos() {
        return plan.latencyNanos();
    }
}
