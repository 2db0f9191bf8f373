/**
 * The tutorial, one program for each lesson.
 */
@NullMarked
package dev.weft.examples;

import org.jspecify.annotations.NullMarked;
