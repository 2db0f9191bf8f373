package dev.weft.benchmarks.table;

import dev.weft.benchmarks.table.Curve.Line;
import java.util.List;
import java.util.Locale;

/** A line chart of a curve, with logarithmic axes. */
final class LineChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 380;
    private static final int LEFT = 70;
    private static final int RIGHT = 560; // the names are to the right
    private static final int TOP = 60;
    private static final int BOTTOM = 320;
    private static final String[] COLOURS = {"#1f6f8b", "#d1495b", "#8d99a6"};
    private static final String DARK = "#22313a";
    private static final String FAINT = "#6b7a84";
    private static final String GRID = "#e3e8eb";

    private final Curve curve;
    private final List<Line> lines;
    private final int firstDecade; // of sizes
    private final int lastDecade;
    private final int lowestDecade; // of costs
    private final int highestDecade;

    private LineChart(Curve curve, List<Line> lines) {
        this.curve = curve;
        this.lines = lines;
        double smallest = Double.POSITIVE_INFINITY;
        double largest = 0;
        double cheapest = Double.POSITIVE_INFINITY;
        double dearest = 0;
        for (var line : lines) {
            for (var point : line.points().entrySet()) {
                smallest = Math.min(smallest, point.getKey());
                largest = Math.max(largest, point.getKey());
                cheapest = Math.min(cheapest, point.getValue().value());
                dearest = Math.max(dearest, point.getValue().value());
            }
        }
        firstDecade = (int) Math.floor(Math.log10(smallest));
        lastDecade = Math.max(firstDecade + 1, (int) Math.ceil(Math.log10(largest)));
        lowestDecade = (int) Math.floor(Math.log10(cheapest));
        highestDecade = Math.max(lowestDecade + 1, (int) Math.ceil(Math.log10(dearest)));
    }

    static String of(Curve curve, List<Line> lines) {
        boolean empty = lines.stream().allMatch(line -> line.points().isEmpty());
        return empty ? new Svg(WIDTH, HEIGHT).toString() : new LineChart(curve, lines).draw();
    }

    private String draw() {
        var svg = new Svg(WIDTH, HEIGHT);
        svg.text(16, 24, Svg.Anchor.START, 16, DARK, "P17 " + curve.id() + ": " + curve.work());
        svg.text(16, 44, Svg.Anchor.START, 12, FAINT, "ns an item; flat is good, less is better");
        for (int decade = firstDecade; decade <= lastDecade; decade++) {
            double x = x(Math.pow(10, decade));
            svg.line(x, TOP, x, BOTTOM, GRID, 1);
            svg.text(x, BOTTOM + 18, Svg.Anchor.MIDDLE, 11, FAINT, power(decade));
        }
        for (int decade = lowestDecade; decade <= highestDecade; decade++) {
            double y = y(Math.pow(10, decade));
            svg.line(LEFT, y, RIGHT, y, GRID, 1);
            svg.text(LEFT - 8, y + 4, Svg.Anchor.END, 11, FAINT, power(decade));
        }
        svg.text((LEFT + RIGHT) / 2.0, BOTTOM + 40, Svg.Anchor.MIDDLE, 12, DARK, curve.axis());
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), i);
        }
        return svg.toString();
    }

    private void draw(Svg svg, Line line, int index) {
        String colour = COLOURS[index % COLOURS.length];
        double beforeX = Double.NaN;
        double beforeY = Double.NaN;
        for (var point : line.points().entrySet()) {
            double x = x(point.getKey());
            double y = y(point.getValue().value());
            if (!Double.isNaN(beforeX)) {
                svg.line(beforeX, beforeY, x, y, colour, 2);
            }
            svg.circle(x, y, 3.5, colour);
            beforeX = x;
            beforeY = y;
        }
        int y = TOP + 16 + index * 22;
        svg.line(RIGHT + 14, y, RIGHT + 34, y, colour, 3);
        svg.text(RIGHT + 40, y + 4, Svg.Anchor.START, 11, DARK, line.name());
    }

    private double x(double size) {
        return LEFT + (RIGHT - LEFT) * (Math.log10(size) - firstDecade) / (lastDecade - firstDecade);
    }

    private double y(double cost) {
        return BOTTOM - (BOTTOM - TOP) * (Math.log10(cost) - lowestDecade) / (highestDecade - lowestDecade);
    }

    private static String power(int decade) {
        return decade < 0
                ? String.format(Locale.ROOT, "%." + -decade + "f", Math.pow(10, decade))
                : String.format(Locale.ROOT, "%,.0f", Math.pow(10, decade));
    }
}
