/**
 * The language of Weft programs: {@link dev.weft.Async} methods, {@link dev.weft.Weft#await await}, and the tasks,
 * futures and event loops on which they run. {@link dev.weft.Weft} is the place to start.
 */
@NullMarked
package dev.weft;

import org.jspecify.annotations.NullMarked;
