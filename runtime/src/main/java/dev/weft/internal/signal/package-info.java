/** The signals of the process: SIGINT while a program runs, and the handlers that a program sets. */
@NullMarked
package dev.weft.internal.signal;

import org.jspecify.annotations.NullMarked;
