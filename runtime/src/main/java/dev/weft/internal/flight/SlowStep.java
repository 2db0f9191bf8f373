package dev.weft.internal.flight;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;

/** The event of a step or callback that has held up its loop for longer than the event's threshold. */
@Name("weft.SlowStep")
@Label("Slow Step")
@Description("A step of a task, or a callback, that held up everything else on the loop; the threshold is a setting")
@Threshold("10 ms")
final class SlowStep extends TaskEvent {

    @Label("Place")
    @Description("The await behind which the step began; for the first step of a task its coroutine")
    String place = "";

    @Label("Until")
    @Description("The await at which the step ended; empty if the task has ended")
    String until = "";
}
