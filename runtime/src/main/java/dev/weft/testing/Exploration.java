package dev.weft.testing;

import java.util.List;

/**
 * A summary of what an {@link Explorer} has run.
 *
 * @param schedules how many runs there were
 * @param pruned how many more orders were not run, because they could not differ from one that was: see {@link Explorer}
 * @param decisions how often there was a choice, over all runs; 0 proves nothing
 * @param complete whether every order within the bounds was run or pruned
 * @param delays how many delays the runs had at most
 * @param failures the failures that differ, in the order in which they were found
 */
public record Exploration(
        int schedules, long pruned, long decisions, boolean complete, int delays, List<ScheduleFailure> failures) {

    /**
     * Creates a summary with a copy of the failures.
     *
     * @param schedules how many runs there were
     * @param pruned how many orders were not run, because they could not differ
     * @param decisions how often there was a choice
     * @param complete whether every order within the bounds was run or pruned
     * @param delays how many delays the runs had at most
     * @param failures the failures that differ
     */
    public Exploration {
        failures = List.copyOf(failures);
    }
}
