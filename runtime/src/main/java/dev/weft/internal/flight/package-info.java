/**
 * Events for the JDK's Flight Recorder. Nothing here is loaded, and no loop is watched, unless it is asked for and a
 * recording runs.
 */
@NullMarked
package dev.weft.internal.flight;

import org.jspecify.annotations.NullMarked;
