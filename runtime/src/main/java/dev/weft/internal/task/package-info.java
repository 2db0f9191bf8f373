/**
 * Futures, tasks and their bookkeeping: states and waiters, blocks, numbers and notes of tasks, the walk of a cancel,
 * cycles of awaits, failures that have not been seen.
 */
@NullMarked
package dev.weft.internal.task;

import org.jspecify.annotations.NullMarked;
