package dev.weft.examples.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The figures of a load, as they are counted. */
public final class LoadReport {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    private final Histogram latencies = new Histogram(3); // loop thread: nanoseconds
    private long wrong; // loop thread: responses with another status or body
    private long unanswered; // loop thread: requests whose connection ended without a response
    private long refused; // loop thread: connections that could not be opened
    private long bytes; // loop thread: of bodies
    private long begun; // loop thread: the loop's time
    private long ended; // loop thread: the loop's time
    private String reason = ""; // loop thread: of the first request that was not answered as it should

    void begins(long now) {
        begun = now;
        ended = now;
    }

    void ends(long now) {
        ended = now;
    }

    void answered(long nanos, int length) {
        latencies.recordValue(nanos);
        bytes += length;
    }

    void wrong(String why) {
        wrong++;
        explain(why);
    }

    void unanswered(long requests, String why) {
        unanswered += requests;
        explain(why);
    }

    void refused(String why) {
        refused++;
        explain(why);
    }

    private void explain(String why) {
        reason = reason.isEmpty() ? why : reason;
    }

    /**
     * Counts the responses that were right.
     *
     * @return their number
     */
    public long answered() {
        return latencies.getTotalCount();
    }

    /**
     * Counts the requests whose connection ended without a response.
     *
     * @return their number
     */
    public long unanswered() {
        return unanswered;
    }

    /**
     * Counts the responses that were not right.
     *
     * @return their number
     */
    public long wrong() {
        return wrong;
    }

    /**
     * Tells whether each request was answered as it should be.
     *
     * @return false if one was not, or if there was none
     */
    public boolean isFlawless() {
        return answered() > 0 && wrong == 0 && unanswered == 0 && refused == 0;
    }

    /** Returns the line that tells how it goes. */
    String progress(long now, long answeredBefore, long then) {
        return String.format(
                Locale.ROOT,
                "%3.0f s  %,10.0f requests/s  p99 %.2f ms",
                (now - begun) / NANOS_PER_SECOND,
                (answered() - answeredBefore) / ((now - then) / NANOS_PER_SECOND),
                latencies.getValueAtPercentile(99) / NANOS_PER_MILLI);
    }

    /**
     * Returns the whole report.
     *
     * @return some lines
     */
    public String text() {
        double seconds = (ended - begun) / NANOS_PER_SECOND;
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%,d requests in %.1f s: %,.0f requests/s, %.1f MB/s of bodies%n",
                answered(),
                seconds,
                answered() / seconds,
                bytes / seconds / 1e6));
        for (double percentile : PERCENTILES) {
            text.append(String.format(
                    Locale.ROOT,
                    "%6.5s %% within %9.3f ms%n",
                    percentile,
                    latencies.getValueAtPercentile(percentile) / NANOS_PER_MILLI));
        }
        text.append(String.format(
                Locale.ROOT, "%,d wrong, %,d unanswered, %,d connections refused%n", wrong, unanswered, refused));
        if (!reason.isEmpty()) {
            text.append("the first: ").append(reason).append(System.lineSeparator());
        }
        return text.toString();
    }
}
