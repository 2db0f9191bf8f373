package dev.weft.agent;

/**
 * The options for looks into the running program.
 *
 * @param jfr whether the runtime writes events for the JDK's Flight Recorder
 * @param jmxConsole whether the commands that look into the program ask it by JMX
 */
record InsightOptions(boolean jfr, boolean jmxConsole) {
    /** None of them. */
    static final InsightOptions NONE = new InsightOptions(false, false);

    InsightOptions withJfr(boolean wanted) {
        return new InsightOptions(wanted, jmxConsole);
    }

    InsightOptions withJmxConsole(boolean wanted) {
        return new InsightOptions(jfr, wanted);
    }
}
