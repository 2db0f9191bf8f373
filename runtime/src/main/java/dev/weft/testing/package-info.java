/** Loops and clocks for tests: time jumps to the next deadline when nothing is ready, so that no test has to sleep. */
@NullMarked
package dev.weft.testing;

import org.jspecify.annotations.NullMarked;
