package dev.weft.internal.task;

import org.jspecify.annotations.Nullable;

/** The rare facts about a task, for which other tasks need no room. */
final class TaskNotes {
    @Nullable
    String name; // loop thread: the name that it was given

    int cancelRequests; // loop thread: calls of cancel less those of uncancel

    @Nullable
    String cancelMessage; // loop thread: of a request to cancel that the task has not seen yet
}
