/**
 * The engine of explorers: the choices of a run, the search through them, and the description of what failed. It stands
 * above the other rooms, as the tests of a program do.
 */
@NullMarked
package dev.weft.internal.explore;

import org.jspecify.annotations.NullMarked;
