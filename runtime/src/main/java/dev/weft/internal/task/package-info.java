/**
 * Futures, tasks and their bookkeeping: states and waiters, blocks, numbers and notes of tasks, the way of a cancel,
 * cycles of awaits, failures that nobody looked at.
 */
@NullMarked
package dev.weft.internal.task;

import org.jspecify.annotations.NullMarked;
