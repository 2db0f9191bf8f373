/**
 * The benchmarks: each class answers one question.
 */
@NullMarked
package dev.weft.benchmarks;

import org.jspecify.annotations.NullMarked;
