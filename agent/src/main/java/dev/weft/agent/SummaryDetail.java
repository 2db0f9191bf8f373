package dev.weft.agent;

/** The detail in which the summary at the end of the JVM says what was woven. */
enum SummaryDetail {
    /** How many classes, methods and suspension points, how many were left alone for which reason, and what failed. */
    COUNTS,
    /** The same, and each method that was left alone. */
    EACH_METHOD
}
