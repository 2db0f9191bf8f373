package dev.weft.benchmarks.table;

/** How much time is taken for a table. */
enum Effort {
    /** Under five minutes for all rows: to see where things stand. */
    QUICK(1, 4, 4, 300, 6, 3, 1, 2, 3),

    /** About half an hour for all rows: to be published. Kotlin needs up to five seconds to warm up. */
    FULL(2, 6, 6, 1_000, 40, 40, 3, 4, 10),

    /** For a point of a curve. */
    SCALING(2, 7, 4, 500, 0, 0, 0, 0, 0),

    /** As little as possible: whether all runs, and results are right. */
    SMOKE(1, 0, 1, 10, 1, 1, 1, 2, 1);

    final int forks;
    final int warmups; // iterations
    final int iterations;
    final int iterationMillis;
    final int helloRounds;
    final int loadingRounds;
    final int sleepingRuns; // of a JVM of each peer
    final int expiryRounds; // in each JVM, the first of them not counted
    final int idleSeconds;

    Effort(
            int forks,
            int warmups,
            int iterations,
            int iterationMillis,
            int helloRounds,
            int loadingRounds,
            int sleepingRuns,
            int expiryRounds,
            int idleSeconds) {
        this.forks = forks;
        this.warmups = warmups;
        this.iterations = iterations;
        this.iterationMillis = iterationMillis;
        this.helloRounds = helloRounds;
        this.loadingRounds = loadingRounds;
        this.sleepingRuns = sleepingRuns;
        this.expiryRounds = expiryRounds;
        this.idleSeconds = idleSeconds;
    }
}
