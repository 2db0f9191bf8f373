package dev.weft.benchmarks.table;

import dev.weft.benchmarks.result.Estimate;
import java.util.Locale;

/** The formats of figures for people. */
final class Text {
    private static final double[] FROM = {1e15, 100, 10, 1, 0}; // with one more digit below each
    private static final String[] FORMATS = {"%.3g", "%,.0f", "%.1f", "%.2f", "%.3f"};

    private Text() {}

    /** Returns a figure with three or four significant digits. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "?";
        }
        for (int i = 0; i < FROM.length; i++) {
            if (Math.abs(value) >= FROM[i]) {
                return String.format(Locale.ROOT, FORMATS[i], value);
            }
        }
        throw new AssertionError("every size of a number is one of them");
    }

    static String estimate(Estimate estimate) {
        return number(estimate.value()) + " ± " + number(estimate.error());
    }

    /** Returns the target for a ratio as the specification writes it: 1/3 rather than 0.333. */
    static String ratioLimit(double limit) {
        double inverse = 1 / limit;
        boolean isPart = inverse > 1.4 && Math.abs(inverse * 2 - Math.rint(inverse * 2)) < 1e-9;
        String plain = isPart ? "1/" + trimmed(inverse) : trimmed(limit);
        return "≤ " + plain;
    }

    /** Returns a number without trailing zeros. */
    static String trimmed(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value).replaceAll("0+$", "");
    }
}
