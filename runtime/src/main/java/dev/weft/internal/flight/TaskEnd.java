package dev.weft.internal.flight;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** The event of a task that has ended. It lasts from the beginning of the task's first step that was recorded to its end. */
@Name("weft.TaskEnd")
@Label("Task End")
@Description("A task has ended; the event lasts from the first step of it that was recorded")
final class TaskEnd extends TaskEvent {

    @Label("Outcome")
    @Description("completed, failed or cancelled")
    String outcome = "";

    @Label("Failure")
    @Description("The class of the exception with which the task has failed")
    String failure = "";

    @Label("Steps")
    @Description("The number of steps that were recorded")
    int steps;

    @Label("Lifetime")
    @Description("The time from the first recorded step to the end by the clock of the loop, which is virtual in tests")
    @Timespan(Timespan.NANOSECONDS)
    long lifetime;

    transient long begun; // loop thread: by the clock of the loop
}
