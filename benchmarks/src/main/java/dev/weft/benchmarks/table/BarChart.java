package dev.weft.benchmarks.table;

import dev.weft.benchmarks.result.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A bar chart of one row, with a mark at the target for Weft's bar, and the errors as whiskers. */
final class BarChart {
    private static final int WIDTH = 790;
    private static final int LEFT = 230; // for the names
    private static final int RIGHT = 180; // for the figures
    private static final int TOP = 58;
    private static final int BAR = 20;
    private static final int STEP = 32;
    private static final int BOTTOM = 30;
    private static final String OURS = "#1f6f8b";
    private static final String THEIRS = "#b9c4cc";
    private static final String DARK = "#22313a";
    private static final String FAINT = "#6b7a84";
    private static final String MARK = "#d1495b";

    private final MeasuredRow measured;
    private final List<Bar> bars = new ArrayList<>();
    private final double pixelsPerUnit;

    /**
     * A bar.
     *
     * @param name the name of Weft or a peer
     * @param figure its length
     * @param target the position of the mark
     */
    private record Bar(String name, Estimate figure, OptionalDouble target) {}

    private BarChart(MeasuredRow measured) {
        this.measured = measured;
        add(measured.row().ours().name(), measured.ours(), measured.row().limit());
        for (var peer : measured.peers()) {
            OptionalDouble target = OptionalDouble.empty();
            if (peer.entry().limit().isPresent() && peer.figure().isPresent()) {
                target = OptionalDouble.of(
                        peer.entry().limit().getAsDouble() * peer.figure().get().value());
            }
            add(peer.entry().name(), peer.figure(), target);
        }
        double largest = 1e-9;
        for (Bar bar : bars) {
            largest = Math.max(largest, bar.figure.value() + finite(bar.figure.error()));
            largest = Math.max(largest, bar.target.orElse(0));
        }
        pixelsPerUnit = (WIDTH - LEFT - RIGHT) / largest;
    }

    static String of(MeasuredRow measured) {
        return new BarChart(measured).draw();
    }

    private void add(String name, Optional<Estimate> figure, OptionalDouble target) {
        figure.ifPresent(estimate -> bars.add(new Bar(name, estimate, target)));
    }

    private String draw() {
        var row = measured.row();
        var svg = new Svg(WIDTH, TOP + bars.size() * STEP + BOTTOM);
        svg.text(16, 24, Svg.Anchor.START, 16, DARK, row.title() + ": " + row.work());
        String unit = row.unit().isEmpty() ? "" : row.unit() + "; ";
        svg.text(16, 44, Svg.Anchor.START, 12, FAINT, unit + "less is better");
        int y = TOP;
        boolean marked = false;
        for (Bar bar : bars) {
            draw(svg, bar, y);
            marked |= bar.target.isPresent();
            y += STEP;
        }
        if (marked) {
            svg.line(LEFT, y + 8, LEFT + 12, y + 8, MARK, 2);
            svg.text(LEFT + 18, y + 12, Svg.Anchor.START, 11, FAINT, "target: Weft ends at or before the mark");
        }
        return svg.toString();
    }

    private void draw(Svg svg, Bar bar, int y) {
        boolean ours = bar.name.equals(measured.row().ours().name());
        double length = Math.max(1, bar.figure.value() * pixelsPerUnit);
        double whisker = finite(bar.figure.error()) * pixelsPerUnit;
        double middle = y + BAR / 2.0;
        svg.text(LEFT - 10, middle + 4, Svg.Anchor.END, 13, DARK, bar.name);
        svg.rectangle(LEFT, y, length, BAR, ours ? OURS : THEIRS);
        svg.line(Math.max(LEFT, LEFT + length - whisker), middle, LEFT + length + whisker, middle, DARK, 1);
        if (bar.target.isPresent()) {
            double mark = LEFT + bar.target.getAsDouble() * pixelsPerUnit;
            svg.line(mark, y - 4, mark, y + BAR + 4, MARK, 2);
        }
        svg.text(LEFT + length + whisker + 8, middle + 4, Svg.Anchor.START, 12, DARK, label(bar));
    }

    private String label(Bar bar) {
        return Text.estimate(bar.figure)
                + (measured.row().unit().isEmpty() ? "" : " " + measured.row().unit());
    }

    private static double finite(double error) {
        return Double.isFinite(error) ? error : 0;
    }
}
