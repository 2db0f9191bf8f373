package dev.weft;

/** When a wait for several futures ends. */
public enum ReturnWhen {
    /** As soon as one of them is done, in whatever way. */
    FIRST_COMPLETED,
    /** As soon as one of them has failed; when none fails, once all are done. */
    FIRST_EXCEPTION,
    /** Once all of them are done. */
    ALL_COMPLETED
}
