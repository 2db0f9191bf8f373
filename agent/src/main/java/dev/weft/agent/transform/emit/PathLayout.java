package dev.weft.agent.transform.emit;

/** The layout of the paths that lead out of the awaits of a body, where they suspend, and back to them. */
public enum PathLayout {
    /** Each await has paths of its own, with their numbers as constants: the fastest. */
    SEPARATE,
    /** Awaits that save the same locals, or restore them, share the path that does it: the smallest. */
    SHARED
}
