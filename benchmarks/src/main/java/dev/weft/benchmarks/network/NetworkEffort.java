package dev.weft.benchmarks.network;

/**
 * The time to spend.
 *
 * @param warmUpSeconds the time for which each server is warmed up
 * @param seconds the time of a sample
 * @param rounds the samples of each peer in each row
 */
public record NetworkEffort(double warmUpSeconds, double seconds, int rounds) {}
