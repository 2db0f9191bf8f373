/**
 * The tutorial, one program per lesson, and further examples.
 */
@NullMarked
package dev.weft.examples;

import org.jspecify.annotations.NullMarked;
