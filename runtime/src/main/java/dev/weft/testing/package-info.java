/**
 * Time under control: run coroutines on a clock that jumps when all is blocked.
 */
@NullMarked
package dev.weft.testing;

import org.jspecify.annotations.NullMarked;
