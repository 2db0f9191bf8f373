package dev.weft;

/** The condition under which {@link Weft#waitUntil(ReturnWhen, java.util.Collection) waitUntil} ends. */
public enum ReturnWhen {
    /** One of the futures is done, in whatever way. */
    FIRST_COMPLETED,
    /** One of the futures has failed, or all are done. A cancelled one has not failed. */
    FIRST_EXCEPTION,
    /** All of the futures are done. */
    ALL_COMPLETED
}
