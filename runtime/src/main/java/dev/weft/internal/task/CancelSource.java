package dev.weft.internal.task;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sources of cancellations that the runtime itself requests. They travel in the place of a message, but are none: as
 * in asyncio, the error has no message then, and only its text names the source.
 */
public final class CancelSource {

    private static final char MARK = '\0'; // the first character: that of a program's message is seldom this

    /** A timeout block, or {@code waitFor} with a time. */
    public static final String TIMEOUT = MARK + "cancelled by a timeout";

    /** {@code waitFor} without a time. */
    public static final String NO_TIME = MARK + "cancelled by waitFor, whose time is over";

    /** A task group. */
    public static final String GROUP = MARK + "cancelled by its task group";

    /** The end of {@code run}. */
    public static final String SHUTDOWN = MARK + "cancelled by the shutdown of the event loop";

    /** A stall. */
    public static final String STALL = MARK + "cancelled because the event loop stands still";

    /** The signal. */
    public static final String SIGINT = MARK + "cancelled by SIGINT";

    /** A cancel of the {@code CompletableFuture} that stands for it. */
    public static final String OUTSIDE = MARK + "cancelled through its CompletableFuture";

    /** A cancel of the method that returns a stage and awaits it. */
    public static final String STAGE = MARK + "cancelled with the method that awaits it and returns a stage";

    /** A cancel of what {@code shield} waits for. */
    public static final String SHIELDED = MARK + "cancelled with the future that shield waits for";

    private static final String CALL = "cancelled by a call of cancel()";

    private CancelSource() {}

    /** Returns the message of a request to cancel, which may be one of these; null if there is none. */
    public static @Nullable String message(@Nullable String request) {
        return isSource(request) ? null : request;
    }

    /** Returns the words for the source of a request to cancel that has no message. */
    public static String words(@Nullable String request) {
        return request != null && isSource(request) ? request.substring(1) : CALL;
    }

    private static boolean isSource(@Nullable String request) {
        return request != null && !request.isEmpty() && request.charAt(0) == MARK && Known.ALL.contains(request);
    }

    /** The set of all, which is made when the first message with that character comes. */
    private static final class Known {
        static final Set<String> ALL =
                Set.of(TIMEOUT, NO_TIME, GROUP, SHUTDOWN, STALL, SIGINT, OUTSIDE, STAGE, SHIELDED);
    }
}
