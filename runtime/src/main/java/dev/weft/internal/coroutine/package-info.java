/**
 * The drive loop of suspended chains, on an event loop and outside one, and the watch for coroutines that are never
 * awaited.
 */
@NullMarked
package dev.weft.internal.coroutine;

import org.jspecify.annotations.NullMarked;
