/**
 * Where a loop waits: the selector and its wake-up.
 */
@NullMarked
package dev.weft.internal.io;

import org.jspecify.annotations.NullMarked;
