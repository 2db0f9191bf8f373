/** The place where a loop waits: a selector and its wake-up, or a clock that jumps; and what sockets of the JDK leave undone. */
@NullMarked
package dev.weft.internal.io;

import org.jspecify.annotations.NullMarked;
