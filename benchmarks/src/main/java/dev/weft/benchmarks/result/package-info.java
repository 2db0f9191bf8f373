/**
 * What a measurement gives: values that know their error.
 */
@NullMarked
package dev.weft.benchmarks.result;

import org.jspecify.annotations.NullMarked;
