/** The place where a loop waits: a selector and its wake-up, or a clock that jumps. */
@NullMarked
package dev.weft.internal.io;

import org.jspecify.annotations.NullMarked;
