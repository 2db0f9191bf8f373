package dev.weft.internal.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/** The part that is the same in all events: the task that an event is about. */
@Category("Weft")
@StackTrace(false) // it would show the loop only
abstract class TaskEvent extends Event {

    @Label("Loop")
    @Description("The name of the event loop")
    String loop = "";

    @Label("Task")
    @Description("The name of the task; of a callback, its text")
    String task = "";

    @Label("Task Number")
    @Description("A number that no other task of the loop has; 0 for a callback")
    long number;
}
