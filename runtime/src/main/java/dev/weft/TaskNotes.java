package dev.weft;

import org.jspecify.annotations.Nullable;

/** What only few tasks have to remember, so that the others have no room for it. */
final class TaskNotes {
    @Nullable
    String name; // loop thread: the name that it was given

    int cancelRequests; // loop thread: calls of cancel less those of uncancel

    @Nullable
    String cancelMessage; // loop thread: of a request to cancel that the task has not seen yet
}
