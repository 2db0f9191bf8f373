package dev.weft.internal.loop;

/** A job for which the thread that sent it most likely waits, from the moment at which the loop takes it in. */
public interface HandedJob {

    /** Called when the loop has taken this in from a {@link ThreadCall}, before it runs; loop thread only. */
    void takenIn();
}
