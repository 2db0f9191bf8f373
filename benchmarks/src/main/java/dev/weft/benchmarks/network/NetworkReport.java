package dev.weft.benchmarks.network;

import dev.weft.benchmarks.result.Estimate;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The figures as a table that is readable on a terminal and in a README, and as CSV. */
final class NetworkReport {
    private static final String HEAD = """
            | row | who | requests/s | Weft / it | target | verdict | p50 ms | p99 ms | processor µs/request | of it in the kernel | switches/request |
            | --- | --- | ---: | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: |
            """;

    private final StringBuilder text = new StringBuilder(HEAD);
    private final StringBuilder csv = new StringBuilder(
            "row,who,requestsPerSecond,error,ratio,target,p50Millis,p99Millis,processorMicros,kernelMicros,switches\n");
    private boolean met = true;

    /** Adds a row of P16 or of P24's full load, in which requests a second count. */
    void add(String row, Map<Peer, Samples> figures, Map<Peer, Double> targets) {
        Samples weft = figures.get(Peer.WEFT);
        figures.forEach((peer, samples) -> {
            Estimate rate = samples.median(sample -> sample.load().perSecond());
            OptionalDouble target =
                    targets.containsKey(peer) ? OptionalDouble.of(targets.get(peer)) : OptionalDouble.empty();
            String ratio = "";
            String verdict = "";
            if (weft != null && peer != Peer.WEFT) {
                Estimate over = weft.median(sample -> sample.load().perSecond()).over(rate);
                ratio = String.format(Locale.ROOT, "%.2f ± %.2f", over.value(), over.error());
                verdict = target.isPresent() ? verdict(over.value() >= target.getAsDouble()) : "";
            }
            line(row, peer, samples, ratio, target.isPresent() ? "≥ " + target.getAsDouble() : "", verdict);
        });
    }

    /** Adds a row in which less is better: one figure of each peer beside that of Weft. */
    void addRatio(
            String row, Map<Peer, Samples> figures, ToDoubleFunction<Samples.Sample> figure, Map<Peer, Double> limits) {
        Samples weft = figures.get(Peer.WEFT);
        figures.forEach((peer, samples) -> {
            String ratio = "";
            String verdict = "";
            if (weft != null && peer != Peer.WEFT) {
                Estimate over = weft.median(figure).over(samples.median(figure));
                ratio = String.format(Locale.ROOT, "%.2f ± %.2f", over.value(), over.error());
                verdict = limits.containsKey(peer) ? verdict(over.value() <= limits.get(peer)) : "";
            }
            line(row, peer, samples, ratio, limits.containsKey(peer) ? "≤ " + limits.get(peer) : "", verdict);
        });
    }

    private String verdict(boolean isMet) {
        met &= isMet;
        return isMet ? "met" : "MISSED";
    }

    private void line(String row, Peer peer, Samples samples, String ratio, String target, String verdict) {
        Estimate rate = samples.median(sample -> sample.load().perSecond());
        double p50 = samples.median(sample -> sample.load().millis(50)).value();
        double p99 = samples.median(sample -> sample.load().millis(99)).value();
        double processor = samples.median(Samples.Sample::processorMicros).value();
        double kernel = samples.median(Samples.Sample::kernelMicros).value();
        double switches = samples.median(Samples.Sample::switchesPerRequest).value();
        String line = String.format(
                Locale.ROOT,
                "| %s | %s | %,.0f ± %,.0f | %s | %s | %s | %.3f | %.3f | %.2f | %.2f | %.3f |%n",
                row,
                peer.title,
                rate.value(),
                rate.error(),
                ratio,
                target,
                verdict,
                p50,
                p99,
                processor,
                kernel,
                switches);
        text.append(line);
        System.err.print(line);
        csv.append(String.format(
                Locale.ROOT,
                "\"%s\",\"%s\",%.1f,%.1f,\"%s\",\"%s\",%.4f,%.4f,%.3f,%.3f,%.4f%n",
                row,
                peer.title,
                rate.value(),
                rate.error(),
                ratio,
                target,
                p50,
                p99,
                processor,
                kernel,
                switches));
    }

    /** Tells whether each target was met. */
    boolean isMet() {
        return met;
    }

    String text() {
        return text.toString();
    }

    String csv() {
        return csv.toString();
    }
}
