package dev.weft.internal.flight;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The event of a task whose first step begins. */
@Name("weft.TaskStart")
@Label("Task Start")
@Description("The first step of a task begins")
final class TaskStart extends TaskEvent {

    @Label("Coroutine")
    @Description("The method that the task runs")
    String coroutine = "";
}
