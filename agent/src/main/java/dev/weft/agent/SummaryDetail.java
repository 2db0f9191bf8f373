package dev.weft.agent;

/** How much of what was woven is said when the JVM ends. */
enum SummaryDetail {
    /** How many classes, methods and suspension points, how many were left alone for which reason, and what failed. */
    COUNTS,
    /** The same, and each method that was left alone. */
    EACH_METHOD
}
