/**
 * Programs that put an HTTP server under load: fast, broken, or for a long time.
 */
@NullMarked
package dev.weft.examples.load;

import org.jspecify.annotations.NullMarked;
