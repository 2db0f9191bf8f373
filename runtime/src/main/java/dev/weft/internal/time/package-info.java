/** Timers: a hierarchical wheel that knows nothing of tasks or loops. */
@NullMarked
package dev.weft.internal.time;

import org.jspecify.annotations.NullMarked;
