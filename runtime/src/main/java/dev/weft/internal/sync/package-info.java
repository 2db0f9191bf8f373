/**
 * The structures behind {@code dev.weft.sync}: chains, rings and heaps, which know nothing of loops and tasks.
 */
@NullMarked
package dev.weft.internal.sync;

import org.jspecify.annotations.NullMarked;
