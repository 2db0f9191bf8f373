package dev.weft.benchmarks.table;

/** A measurement that did not come to its end; the others go on without it. */
final class MeasurementFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    MeasurementFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
