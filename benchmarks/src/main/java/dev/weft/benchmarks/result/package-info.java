/**
 * Results of measurements: values with their errors.
 */
@NullMarked
package dev.weft.benchmarks.result;

import org.jspecify.annotations.NullMarked;
