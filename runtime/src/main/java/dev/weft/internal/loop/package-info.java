/** The queues of an event loop, and one turn of it. */
@NullMarked
package dev.weft.internal.loop;

import org.jspecify.annotations.NullMarked;
