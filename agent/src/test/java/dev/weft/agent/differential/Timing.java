package dev.weft.agent.differential;

/** When what a sample awaits is done. */
enum Timing {
    /** Before the await: nothing suspends. */
    DONE,
    /** A future that is completed in the next turn. */
    NEXT_TURN,
    /** A coroutine that takes one turn itself. */
    COROUTINE,
    /** Now this, now that, by a seed. */
    MIXED
}
