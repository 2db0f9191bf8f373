/**
 * The signals of the process: SIGINT while a program runs, and the handlers that it sets.
 */
@NullMarked
package dev.weft.internal.signal;

import org.jspecify.annotations.NullMarked;
