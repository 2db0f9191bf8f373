package dev.weft.benchmarks.table;

/** The amount of time spent on a table. */
enum Effort {
    /** Under five minutes for all rows: for a first impression. */
    QUICK(1, 4, 4, 300, 6, 3, 1, 2, 3, 10),

    /** About half an hour for all rows: for publication. Kotlin needs up to five seconds to warm up. */
    FULL(2, 6, 6, 1_000, 40, 40, 3, 4, 10, 100),

    /** The effort for a point of a curve. */
    SCALING(2, 7, 4, 500, 0, 0, 0, 0, 0, 0),

    /** As little as possible: to check that everything runs and that the results are right. */
    SMOKE(1, 0, 1, 10, 1, 1, 1, 2, 1, 1);

    final int forks;
    final int warmups; // iterations
    final int iterations;
    final int iterationMillis;
    final int helloRounds;
    final int loadingRounds;
    final int sleepingRuns; // JVMs per peer
    final int expiryRounds; // per JVM; the first is not counted
    final int idleSeconds;
    final int asyncioRounds; // of 1,000 to 20,000 operations each

    Effort(
            int forks,
            int warmups,
            int iterations,
            int iterationMillis,
            int helloRounds,
            int loadingRounds,
            int sleepingRuns,
            int expiryRounds,
            int idleSeconds,
            int asyncioRounds) {
        this.forks = forks;
        this.warmups = warmups;
        this.iterations = iterations;
        this.iterationMillis = iterationMillis;
        this.helloRounds = helloRounds;
        this.loadingRounds = loadingRounds;
        this.sleepingRuns = sleepingRuns;
        this.expiryRounds = expiryRounds;
        this.idleSeconds = idleSeconds;
        this.asyncioRounds = asyncioRounds;
    }
}
