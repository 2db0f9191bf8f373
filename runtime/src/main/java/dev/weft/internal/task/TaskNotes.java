package dev.weft.internal.task;

import org.jspecify.annotations.Nullable;

/** The rare facts about a task, for which other tasks need no memory. */
final class TaskNotes {
    @Nullable
    String name; // loop thread: the given name

    @Nullable
    StackTraceElement createdAt; // loop thread: in debug mode, the place that created the task

    @Nullable
    OpenGroup innermostGroup; // loop thread: of the groups whose block the task runs

    @Nullable
    ThrownCancel thrown; // loop thread: in debug mode, a cancellation that the task may yet swallow

    @Nullable
    CancelRequested cancelRequested; // loop thread: in debug mode, the request to which cancelMessage belongs

    int cancelRequests; // loop thread: calls of cancel less those of uncancel

    @Nullable
    String cancelMessage; // loop thread: the message of a request that the task has not seen yet

    /** Takes the request that the task has not seen yet; null outside of debug mode. */
    @Nullable
    CancelRequested takeRequest() {
        CancelRequested request = cancelRequested;
        cancelRequested = null;
        return request;
    }
}
