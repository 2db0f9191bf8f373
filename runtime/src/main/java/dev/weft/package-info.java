/**
 * What a user of Weft writes: {@link dev.weft.Async} methods and what runs them.
 */
@NullMarked
package dev.weft;

import org.jspecify.annotations.NullMarked;
