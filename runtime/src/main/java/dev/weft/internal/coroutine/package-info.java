/**
 * The drive loop of suspended chains, on a loop and without one, and the watch for coroutines that are never awaited.
 */
@NullMarked
package dev.weft.internal.coroutine;

import org.jspecify.annotations.NullMarked;
