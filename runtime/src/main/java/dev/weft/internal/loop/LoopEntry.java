package dev.weft.internal.loop;

/** A part of the runtime that looks at each loop when a thread begins to run it. */
public interface LoopEntry {

    /** Called on the thread that begins to run a loop. */
    void entered(LoopCore loop);
}
