package dev.weft.benchmarks.table;

/** The failure of one measurement; the others continue without it. */
final class MeasurementFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    MeasurementFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
