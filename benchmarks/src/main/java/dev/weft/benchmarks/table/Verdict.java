package dev.weft.benchmarks.table;

import dev.weft.benchmarks.result.Estimate;

/** The verdict on a target. */
enum Verdict {
    MET("met"),
    MET_WITHIN_ERROR("met, within the error"),
    MISSED_WITHIN_ERROR("MISSED, within the error"),
    MISSED("MISSED");

    final String text;

    Verdict(String text) {
        this.text = text;
    }

    boolean isMissed() {
        return this == MISSED || this == MISSED_WITHIN_ERROR;
    }

    static Verdict of(Estimate figure, double limit) {
        boolean within = Math.abs(figure.value() - limit) < figure.error();
        if (figure.value() <= limit) {
            return within ? MET_WITHIN_ERROR : MET;
        }
        return within ? MISSED_WITHIN_ERROR : MISSED;
    }
}
