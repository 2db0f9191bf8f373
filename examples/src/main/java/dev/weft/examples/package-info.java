/**
 * The tutorial, one program per lesson, further examples, and programs of some size.
 */
@NullMarked
package dev.weft.examples;

import org.jspecify.annotations.NullMarked;
