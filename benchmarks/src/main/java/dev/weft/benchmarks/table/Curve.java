package dev.weft.benchmarks.table;

import dev.weft.benchmarks.result.Estimate;
import java.util.List;
import java.util.NavigableMap;

/**
 * A curve: the cost of one item as the work grows.
 *
 * @param id the name of the quantity that grows
 * @param work the work that is measured
 * @param axis the unit of the sizes
 * @param series the lines, Weft first
 */
record Curve(String id, String work, String axis, List<Series> series) {
    Curve {
        series = List.copyOf(series);
    }

    /**
     * A line of the curve.
     *
     * @param name the name of Weft or a peer
     * @param type the benchmark's class
     * @param method its method
     * @param parameter the benchmark's parameter for the size
     * @param isTotal whether JMH's figure is the time of all items rather than of one
     * @param sizes the parameter's values
     */
    record Series(String name, Class<?> type, String method, String parameter, boolean isTotal, List<Integer> sizes) {
        Series {
            sizes = List.copyOf(sizes);
        }
    }

    /**
     * A line with its figures.
     *
     * @param name the name of Weft or a peer
     * @param points the nanoseconds per item, for each size
     */
    record Line(String name, NavigableMap<Integer, Estimate> points) {

        /** Returns the steepest rise: the largest ratio of the cost at a size to the cost at a smaller size. */
        double growth() {
            double cheapest = Double.POSITIVE_INFINITY;
            double growth = 1;
            for (Estimate point : points.values()) {
                cheapest = Math.min(cheapest, point.value());
                growth = Math.max(growth, point.value() / cheapest);
            }
            return growth;
        }
    }
}
