/**
 * Async generators and the other iterators that advance without a coroutine.
 */
@NullMarked
package dev.weft.internal.generator;

import org.jspecify.annotations.NullMarked;
