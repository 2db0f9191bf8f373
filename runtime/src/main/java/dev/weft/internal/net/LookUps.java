package dev.weft.internal.net;

import java.util.concurrent.Executor;

/**
 * The threads on which names are looked up, of all loops. They are daemons, and no loop waits for them: a name server that does
 * not answer holds up nobody.
 */
public final class LookUps {

    private static final int THREADS = 16;

    /** Runs look-ups. */
    public static final Executor EXECUTOR = DaemonThreads.executor("weft-lookup-", THREADS);

    private LookUps() {}
}
