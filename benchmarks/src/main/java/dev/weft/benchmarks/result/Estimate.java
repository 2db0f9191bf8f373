package dev.weft.benchmarks.result;

import java.util.Arrays;

/**
 * A measured value and half the width of its confidence interval.
 *
 * @param value the measured value
 * @param error half the width of the interval, at the confidence that the creator documents
 */
public record Estimate(double value, double error) {
    private static final double NORMAL_95 = 1.96; // quantile of the normal distribution for 95 %

    /**
     * Returns the median; its error comes from the order statistics that enclose it at 95 %, without an assumption
     * about the distribution.
     *
     * @param samples at least one value, in any order
     */
    public static Estimate median(double... samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("samples: a median needs at least one");
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double middle = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
        int low = (int) Math.max(0, Math.floor((n - NORMAL_95 * Math.sqrt(n)) / 2));
        return new Estimate(middle, (sorted[n - 1 - low] - sorted[low]) / 2);
    }

    /** Returns the same in a larger unit. */
    public Estimate dividedBy(double units) {
        return new Estimate(value / units, error / Math.abs(units));
    }

    /** Returns this minus another, with the errors combined as those of independent values. */
    public Estimate minus(Estimate other) {
        return new Estimate(value - other.value, Math.hypot(error, other.error));
    }

    /** Returns this divided by another, with the relative errors combined as those of independent values. */
    public Estimate over(Estimate other) {
        double ratio = value / other.value;
        return new Estimate(ratio, Math.hypot(error / other.value, ratio * other.error / other.value));
    }
}
