package dev.weft.internal.flight;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** The event of a task that is suspended. */
@Name("weft.Suspend")
@Label("Suspend")
@Description("A step of a task has ended because the task waits")
final class Suspend extends TaskEvent {

    @Label("Kind")
    @Description(
            "What the task waits for: TASK, TIMER, WAITABLE, STAGE, THREAD, CHANNEL, FUTURE, or READY for its next step")
    String kind = "";

    @Label("Waits For")
    @Description("A few words for it")
    String waitsFor = "";

    @Label("Sleep")
    @Description("The time until the deadline of a timer")
    @Timespan(Timespan.NANOSECONDS)
    long sleep;

    @Label("Place")
    @Description("The await at which the task is suspended")
    String place = "";
}
