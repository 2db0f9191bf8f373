package dev.weft.internal.explore;

/** The tasks that are cancelled, one in a run. */
public enum Cancels {
    /** None. */
    NOBODY(""),
    /** The task of the scenario. */
    MAIN("-cm"),
    /** Each. */
    ANY_TASK("-ca");

    /** The mark in the text of a schedule. */
    final String mark; // constant after construction

    Cancels(String mark) {
        this.mark = mark;
    }
}
