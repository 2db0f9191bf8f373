package dev.weft.benchmarks.table;

import java.util.Locale;

/** A drawing, written element by element. */
final class Svg {
    /** The alignment of a text relative to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final StringBuilder elements = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    void rectangle(double x, double y, double rectangleWidth, double rectangleHeight, String colour) {
        elements.append(format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x, y, rectangleWidth, rectangleHeight, colour));
    }

    void line(double x1, double y1, double x2, double y2, String colour, double strokeWidth) {
        elements.append(format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>%n",
                x1, y1, x2, y2, colour, strokeWidth));
    }

    void circle(double x, double y, double radius, String colour) {
        elements.append(format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>%n", x, y, radius, colour));
    }

    void text(double x, double y, Anchor anchor, int size, String colour, String text) {
        elements.append(format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>%n",
                x, y, anchor.name().toLowerCase(Locale.ROOT), size, colour, escaped(text)));
    }

    /** Returns the whole file. */
    @Override
    public String toString() {
        return format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"Helvetica, Arial, sans-serif\">%n",
                        width, height, width, height)
                + format("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n", width, height)
                + elements
                + "</svg>\n";
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern.replace("%n", "\n"), values);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
