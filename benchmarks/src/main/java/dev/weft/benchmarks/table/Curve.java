package dev.weft.benchmarks.table;

import dev.weft.benchmarks.result.Estimate;
import java.util.List;
import java.util.NavigableMap;

/**
 * How the cost of one item changes while the work grows.
 *
 * @param id what grows
 * @param work what is done
 * @param axis what the sizes count
 * @param series Weft first
 */
record Curve(String id, String work, String axis, List<Series> series) {
    Curve {
        series = List.copyOf(series);
    }

    /**
     * One line of the curve.
     *
     * @param name who
     * @param type the benchmark's class
     * @param method its method
     * @param parameter the benchmark's parameter that says how much there is
     * @param isTotal whether JMH's figure is the time of all items, or of one
     * @param sizes the parameter's values
     */
    record Series(String name, Class<?> type, String method, String parameter, boolean isTotal, List<Integer> sizes) {
        Series {
            sizes = List.copyOf(sizes);
        }
    }

    /**
     * One line with its figures.
     *
     * @param name who
     * @param points nanoseconds an item, for each size
     */
    record Line(String name, NavigableMap<Integer, Estimate> points) {

        /** The steepest rise: the cost at a size over the cost at any smaller size. */
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
