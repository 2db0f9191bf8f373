/** Pictures of what the event loops of a JVM do: which task waits for what, where, and with which values. */
@NullMarked
package dev.weft.insight;

import org.jspecify.annotations.NullMarked;
